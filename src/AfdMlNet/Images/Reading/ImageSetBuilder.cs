using System.Security.Cryptography;

namespace AfdMlNet.Images;

/// <summary>Collects images whose number is not known, in memory up to a limit and past it in a file.</summary>
/// <param name="shape">The shape of every image.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="memoryLimit">The most bytes of pixels in memory.</param>
/// <param name="folder">The folder of the file; null is the system's for temporary files. Created where it is missing.</param>
internal sealed class ImageSetBuilder(ImageShape shape, int classCount, long memoryLimit, string? folder) : IDisposable
{
    private const int ChunkBytes = 16 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> _chunks = [];
    private readonly List<int> _labels = [];
    private readonly int _imagesPerChunk = (int)Math.Max(Math.Min(ChunkBytes, memoryLimit) / shape.Length, 1);
    private PixelFile? _overflow;

    /// <summary>Number of images so far.</summary>
    public int Count => _labels.Count;

    /// <summary>Adds an image.</summary>
    /// <param name="pixels">Height x width x channels; copied.</param>
    /// <param name="label">Its class, from 0.</param>
    /// <exception cref="IOException">The images no longer fit in memory, and the file cannot be written.</exception>
    public void Add(ReadOnlySpan<byte> pixels, int label)
    {
        if (pixels.Length != shape.Length)
            throw new ArgumentException($"{pixels.Length} bytes are not an image of {shape}.", nameof(pixels));
        (int chunk, int within) = Math.DivRem(Count, _imagesPerChunk);
        if (_overflow is null && chunk == _chunks.Count && !TryGrow())
            _overflow = new PixelFile(folder);
        if (_overflow is null)
            pixels.CopyTo(_chunks[chunk].AsSpan(within * shape.Length));
        else
            _overflow.Append(pixels);
        _hash.AppendData(pixels);
        _labels.Add(label);
    }

    /// <summary>Ends the collection; the builder must not be used afterwards.</summary>
    /// <returns>The images, which now own the file.</returns>
    public ImageSet Build()
    {
        _overflow?.BeginReading();
        ImageSet set = new(shape, classCount, [.. _labels], [.. _chunks], _imagesPerChunk, _overflow, _hash.GetHashAndReset());
        _overflow = null;
        return set;
    }

    /// <summary>Gives up: removes the file, if there is one.</summary>
    public void Dispose()
    {
        _hash.Dispose();
        _overflow?.Dispose();
    }

    private bool TryGrow()
    {
        long chunkBytes = (long)_imagesPerChunk * shape.Length;
        if ((_chunks.Count + 1) * chunkBytes > memoryLimit)
            return false;
        _chunks.Add(GC.AllocateUninitializedArray<byte>((int)chunkBytes));
        return true;
    }
}
