using SkiaSharp;

namespace AfdMlNet.Images;

/// <summary>An encoded image whose header is read and found sane, ready to be decoded.</summary>
internal sealed class EncodedImage : IDisposable
{
    /// <summary>The largest file accepted: what the most pixels take when they are not compressed.</summary>
    internal const int MaximumBytes = 1 << 29;

    /// <summary>The longest side accepted, in pixels.</summary>
    internal const int MaximumSide = 16_384;

    /// <summary>The most pixels accepted: 400 MB once decoded.</summary>
    internal const long MaximumPixels = 100_000_000;

    private readonly SKData _data;
    private readonly SKCodec _codec;

    private EncodedImage(SKData data, SKCodec codec, SKEncodedOrigin origin) => (_data, _codec, Origin) = (data, codec, origin);

    /// <summary>Width in pixels as stored, before the EXIF orientation is applied.</summary>
    public int StoredWidth => _codec.Info.Width;

    /// <summary>Height in pixels as stored, before the EXIF orientation is applied.</summary>
    public int StoredHeight => _codec.Info.Height;

    /// <summary>Width and height in pixels as the image is looked at.</summary>
    public (int Width, int Height) Size => Orientation.SwapsSides(Origin) ? (StoredHeight, StoredWidth) : (StoredWidth, StoredHeight);

    /// <summary>How the stored image is turned to be looked at.</summary>
    public SKEncodedOrigin Origin { get; }

    /// <summary>The format's name, such as <c>Png</c>.</summary>
    public string Format => _codec.EncodedFormat.ToString();

    /// <summary>Reads the header; nothing the size of the image is allocated.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The image, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, or one too large.</exception>
    public static EncodedImage Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw Empty();
        if (bytes.Length > MaximumBytes)
            throw TooLong(bytes.Length);
        // The native library knows more formats than are read here: it is not shown any other.
        if (!ImageSignature.IsKnown(bytes))
            throw Unknown(bytes);
        bool isPng = PngChunks.IsPng(bytes);
        SKData data = isPng ? PixelChunks(bytes) : SKData.CreateCopy(bytes);
        SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            data.Dispose();
            throw Unknown(bytes);
        }

        EncodedImage image = new(data, codec, isPng ? ExifOrientation.Of(PngChunks.Find(bytes, "eXIf"u8)) : codec.EncodedOrigin);
        if (image.Refusal() is { } reason)
        {
            image.Dispose();
            throw new InvalidDataException(reason);
        }

        return image;
    }

    /// <summary>Decodes at full size or, where the format can, at the smallest size at least twice the one wanted.</summary>
    /// <param name="width">Width wanted, along the stored width.</param>
    /// <param name="height">Height wanted, along the stored height.</param>
    /// <returns>Red, green, blue, alpha (not premultiplied) of each pixel, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The image is damaged or cut off.</exception>
    public SKBitmap Decode(int width, int height)
    {
        (SKBitmap? bitmap, SKCodecResult result) = TryDecode(width, height);
        bitmap ??= JpegEnd.IsMissing(_data.AsSpan()) ? DecodeWithEnd(width, height) : null;
        return bitmap ?? throw new InvalidDataException(result == SKCodecResult.IncompleteInput
            ? $"The {Format} image of {StoredWidth}x{StoredHeight} is cut off: its data ends before its last pixel."
            : $"The {Format} image of {StoredWidth}x{StoredHeight} is damaged ({result}).");
    }

    private (SKBitmap? Bitmap, SKCodecResult Result) TryDecode(int width, int height)
    {
        SKSizeI size = DecodedSize(width, height);
        SKAlphaType alpha = _codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        // No colour space: the stored values are taken as they are, as ML.NET's own image loader does.
        SKImageInfo info = new(size.Width, size.Height, SKColorType.Rgba8888, alpha);
        SKBitmap bitmap = new();
        if (!bitmap.TryAllocPixels(info))
        {
            bitmap.Dispose();
            throw new InvalidDataException(
                $"There is no memory for the image of {StoredWidth}x{StoredHeight}: it takes {info.BytesSize64} bytes.");
        }

        SKCodecResult result = _codec.GetPixels(info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
            return (bitmap, result);
        bitmap.Dispose();
        return (null, result);
    }

    /// <summary>The picture of a JPEG that lacks its end marker alone; null where pixels are missing too.</summary>
    private SKBitmap? DecodeWithEnd(int width, int height)
    {
        SKBitmap? picture = null;
        foreach (byte[] variant in JpegEnd.Variants(_data.ToArray()))
        {
            using EncodedImage image = Open(variant);
            SKBitmap? bitmap = image.TryDecode(width, height).Bitmap;
            if (picture is null && bitmap is not null)
            {
                picture = bitmap;
                continue;
            }

            bool isSame = bitmap is not null && picture!.GetPixelSpan().SequenceEqual(bitmap.GetPixelSpan());
            bitmap?.Dispose();
            if (isSame)
                continue;
            picture?.Dispose();
            return null;
        }

        return picture;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    internal static InvalidDataException Empty() => new("The image is empty (0 bytes).");

    internal static InvalidDataException TooLong(long bytes) => new($"The image has {bytes} bytes; at most {MaximumBytes} are read.");

    private static SKData PixelChunks(ReadOnlySpan<byte> png)
    {
        using SKData whole = SKData.Create(png.Length);
        int length = PngChunks.CopyPixelChunks(png, whole.Span);
        return whole.Subset(0, (ulong)length);
    }

    private static InvalidDataException Unknown(ReadOnlySpan<byte> bytes) =>
        new($"The {bytes.Length} bytes are not the beginning of a PNG, JPEG, WebP, GIF or BMP image ({Start(bytes)}).");

    private static string Start(ReadOnlySpan<byte> bytes) => $"they start with {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}";

    private string? Refusal()
    {
        if (_codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Bmp))
            return $"The image's format is {_codec.EncodedFormat}; PNG, JPEG, WebP, GIF and BMP are read.";
        if (StoredWidth is < 1 or > MaximumSide || StoredHeight is < 1 or > MaximumSide || (long)StoredWidth * StoredHeight > MaximumPixels)
            return $"The image says it has {StoredWidth}x{StoredHeight} pixels; sides of 1 to {MaximumSide} and {MaximumPixels} pixels in "
                + "all are read.";
        return null;
    }

    private SKSizeI DecodedSize(int width, int height)
    {
        // JPEG decodes to n/8 of its size by dropping frequencies: fast, and free of aliasing.
        if (_codec.EncodedFormat == SKEncodedImageFormat.Jpeg)
        {
            for (int eighths = 1; eighths < 8; eighths++)
            {
                SKSizeI size = _codec.GetScaledDimensions(eighths / 8f);
                if (size.Width >= 2 * width && size.Height >= 2 * height)
                    return size;
            }
        }

        return new SKSizeI(StoredWidth, StoredHeight);
    }
}
