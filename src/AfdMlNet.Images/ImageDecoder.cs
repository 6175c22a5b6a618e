using System.Buffers;
using SkiaSharp;

namespace AfdMlNet.Images;

/// <summary>
/// Encoded bytes (PNG, JPEG, WebP, GIF's first frame, BMP) to RGB of a given size. EXIF orientation is applied, transparency is put on
/// white, gray is spread to three channels. Stateless and safe on any thread.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>The size of an image as it is looked at, from its header alone.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <returns>Width and height in pixels.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, or one too large.</exception>
    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> encoded)
    {
        using EncodedImage image = EncodedImage.Open(encoded);
        return image.Size;
    }

    /// <summary>Decodes an image to a size. An image that already has it is not resampled: its values are exact.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="width">Width wanted, in pixels, at least 1.</param>
    /// <param name="height">Height wanted, in pixels, at least 1.</param>
    /// <param name="fit">What to do where the image's ratio is another.</param>
    /// <param name="rgb">Takes red, green, blue of each pixel, row by row: width x height x 3 bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, damaged, cut off or too large.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, int width, int height, ImageFit fit, Span<byte> rgb)
    {
        using EncodedImage image = EncodedImage.Open(encoded);
        Decode(image, width, height, fit, rgb);
    }

    /// <summary>Decodes an image only if it has a size already.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="width">The width that it must have.</param>
    /// <param name="height">The height that it must have.</param>
    /// <param name="rgb">Takes red, green, blue of each pixel, row by row: width x height x 3 bytes.</param>
    /// <returns>Whether it has the size.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, damaged, cut off or too large.</exception>
    public static bool TryDecodeUnresized(ReadOnlySpan<byte> encoded, int width, int height, Span<byte> rgb)
    {
        using EncodedImage image = EncodedImage.Open(encoded);
        if (image.Size != (width, height))
            return false;
        Decode(image, width, height, ImageFit.Stretch, rgb);
        return true;
    }

    private static void Decode(EncodedImage image, int width, int height, ImageFit fit, Span<byte> rgb)
    {
        if (image.Origin == SKEncodedOrigin.TopLeft)
        {
            DecodeStored(image, width, height, fit, rgb);
            return;
        }

        // Turned after it has become small: cheaper than turning the photograph.
        byte[] stored = ArrayPool<byte>.Shared.Rent(rgb.Length);
        bool swap = Orientation.SwapsSides(image.Origin);
        (int storedWidth, int storedHeight) = swap ? (height, width) : (width, height);
        DecodeStored(image, storedWidth, storedHeight, fit, stored.AsSpan(0, rgb.Length));
        Orientation.Apply(image.Origin, stored, storedWidth, storedHeight, rgb);
        ArrayPool<byte>.Shared.Return(stored);
    }

    private static void DecodeStored(EncodedImage image, int width, int height, ImageFit fit, Span<byte> rgb)
    {
        using SKBitmap bitmap = image.Decode(width, height);
        if (bitmap.Width == width && bitmap.Height == height)
        {
            PixelPacking.OverWhite(bitmap, rgb);
            return;
        }

        int length = bitmap.Width * bitmap.Height * 3;
        byte[] full = ArrayPool<byte>.Shared.Rent(length);
        PixelPacking.OverWhite(bitmap, full.AsSpan(0, length));
        SourceBox box = SourceBox.Of(bitmap.Width, bitmap.Height, width, height, fit);
        Resampler.Resize(full, bitmap.Width, bitmap.Height, box, rgb, width, height);
        ArrayPool<byte>.Shared.Return(full);
    }
}
