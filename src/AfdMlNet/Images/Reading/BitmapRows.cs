using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>Reads a column of <see cref="MLImage"/>: the very values that <c>ExtractPixels</c> will give when the model scores.</summary>
/// <param name="column">The column.</param>
/// <param name="shape">The size that every image must have.</param>
/// <param name="slots">Number of slots.</param>
internal sealed class BitmapRows(string column, ImageShape shape, int slots) : ImageRows
{
    private readonly (int Width, int Height, MLPixelFormat Format, byte[] Pixels)[] _slots =
        [.. Enumerable.Repeat((0, 0, MLPixelFormat.Unknown, Array.Empty<byte>()), slots)];

    private ValueGetter<MLImage>? _getter;
    private MLImage? _image;

    /// <inheritdoc/>
    public override void Bind(DataViewRow row) => _getter = row.GetGetter<MLImage>(row.Schema[column]);

    /// <inheritdoc/>
    public override long Take(int slot)
    {
        _getter!(ref _image!);
        if (_image is null)
            throw new InvalidDataException("There is no image (null).");
        // The image belongs to the data, which disposes or overwrites it at the next row.
        ReadOnlySpan<byte> pixels = _image.Pixels;
        byte[] copy = _slots[slot].Pixels.Length == pixels.Length ? _slots[slot].Pixels : new byte[pixels.Length];
        pixels.CopyTo(copy);
        _slots[slot] = (_image.Width, _image.Height, _image.PixelFormat, copy);
        return copy.Length;
    }

    /// <inheritdoc/>
    public override bool Write(int slot, Span<byte> pixels)
    {
        (int width, int height, MLPixelFormat format, byte[] source) = _slots[slot];
        if (width != shape.Width || height != shape.Height)
            return false;
        (int red, int blue) = format switch
        {
            MLPixelFormat.Bgra32 => (2, 0),
            MLPixelFormat.Rgba32 => (0, 2),
            _ => throw new InvalidDataException($"The image's pixel format is {format}; Bgra32 and Rgba32 are read."),
        };
        for (int from = 0, to = 0; to < pixels.Length; from += 4, to += 3)
            (pixels[to], pixels[to + 1], pixels[to + 2]) = (source[from + red], source[from + 1], source[from + blue]);
        return true;
    }
}
