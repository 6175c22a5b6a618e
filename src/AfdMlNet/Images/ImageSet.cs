using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AfdMlNet.Images;

/// <summary>Decoded images of one shape with their labels. Safe to read on any thread until disposed.</summary>
internal sealed class ImageSet : IDisposable
{
    private readonly byte[][] _chunks;
    private readonly int _imagesPerChunk;
    private readonly PixelFile? _overflow;
    private readonly int[] _labels;
    private readonly byte[] _pixelHash;
    private readonly int _inMemory;

    internal ImageSet(
        ImageShape shape, int classCount, int[] labels, byte[][] chunks, int imagesPerChunk, PixelFile? overflow, byte[] pixelHash)
    {
        (Shape, ClassCount, _labels, _chunks, _imagesPerChunk, _overflow, _pixelHash) =
            (shape, classCount, labels, chunks, imagesPerChunk, overflow, pixelHash);
        _inMemory = (int)Math.Min((long)chunks.Length * imagesPerChunk, labels.Length);
    }

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Number of classes: the label's key count.</summary>
    public int ClassCount { get; }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The class of each image, from 0, or <see cref="LabelColumn.Missing"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Number of images that are in a file because they did not fit the memory limit.</summary>
    public int CountOnDisk => Count - _inMemory;

    /// <summary>The pixels of an image: height x width x channels (interleaved).</summary>
    /// <param name="index">The image, from 0.</param>
    /// <returns>The bytes; not to be used after <see cref="Dispose"/>.</returns>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        if (index >= _inMemory)
            return _overflow!.Read((long)(index - _inMemory) * Shape.Length, Shape.Length);
        (int chunk, int within) = Math.DivRem(index, _imagesPerChunk);
        return _chunks[chunk].AsSpan(within * Shape.Length, Shape.Length);
    }

    /// <summary>
    /// Number, shape and a hash of all classes and of every pixel, in the images' order: sets that differ anywhere differ here.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            byte[] hash = SHA256.HashData([.. _pixelHash, .. MemoryMarshal.AsBytes(_labels.AsSpan())]);
            return FormattableString.Invariant($"{Count} of {Shape}, {Convert.ToHexStringLower(hash)[..16]}");
        }
    }

    /// <summary>Gives the classes other places.</summary>
    /// <param name="places">The new place of each.</param>
    public void MoveClasses(IReadOnlyList<int> places)
    {
        for (int image = 0; image < _labels.Length; image++)
            _labels[image] = places[_labels[image]];
    }

    /// <summary>Removes the file, if there is one.</summary>
    public void Dispose() => _overflow?.Dispose();
}
