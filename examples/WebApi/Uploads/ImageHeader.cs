using SkiaSharp;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>What an image's first bytes say of it.</summary>
/// <param name="Format">Such as <c>Png</c>.</param>
/// <param name="Width">Stored width in pixels.</param>
/// <param name="Height">Stored height in pixels.</param>
internal sealed record ImageHeader(string Format, int Width, int Height)
{
    /// <summary>Reads the header alone: an image of too many pixels is refused before anything of its size is allocated.</summary>
    /// <exception cref="UploadRefusedException">The bytes are no image, or one of too many pixels.</exception>
    public static ImageHeader Read(byte[] bytes, long maximumPixels)
    {
        // Skia knows more formats than the model takes: it is not shown any other.
        using SKData? data = IsKnown(bytes) ? SKData.CreateCopy(bytes) : null;
        using SKCodec? codec = data is null ? null : SKCodec.Create(data);
        if (codec is null)
            throw Refused("The file is not a PNG, JPEG, WebP, GIF or BMP image, or it is damaged or cut off.");
        ImageHeader header = new(codec.EncodedFormat.ToString(), codec.Info.Width, codec.Info.Height);
        if ((long)header.Width * header.Height > maximumPixels)
            throw Refused($"The image says it has {header.Width} x {header.Height} pixels; at most {maximumPixels / 1e6:0.#} million are taken.");
        return header;
    }

    private static bool IsKnown(ReadOnlySpan<byte> bytes) =>
        bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
            or [(byte)'B', (byte)'M', ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..];

    private static UploadRefusedException Refused(string reason) => new(StatusCodes.Status422UnprocessableEntity, reason);
}
