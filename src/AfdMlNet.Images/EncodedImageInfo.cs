namespace AfdMlNet.Images;

/// <summary>What an encoded image's header says of it.</summary>
/// <param name="Format">The format, by its content: <c>Png</c>, <c>Jpeg</c>, <c>Webp</c>, <c>Gif</c> or <c>Bmp</c>.</param>
/// <param name="Width">The stored width in pixels.</param>
/// <param name="Height">The stored height in pixels.</param>
public sealed record EncodedImageInfo(string Format, int Width, int Height)
{
    /// <summary>Reads the header alone. Nothing of the image's size is allocated, whatever the file holds beside its pixels.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidDataException">
    /// The bytes are no PNG, JPEG, WebP, GIF or BMP image, or one that is too large to be read.
    /// </exception>
    public static EncodedImageInfo Read(ReadOnlySpan<byte> encoded)
    {
        using EncodedImage image = EncodedImage.Open(encoded);
        return new(image.Format, image.StoredWidth, image.StoredHeight);
    }
}
