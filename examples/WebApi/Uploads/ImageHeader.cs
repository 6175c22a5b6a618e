using AfdMlNet.Images;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>What an image's header says of it.</summary>
/// <param name="Format">Such as <c>Png</c>.</param>
/// <param name="Width">Stored width in pixels.</param>
/// <param name="Height">Stored height in pixels.</param>
internal sealed record ImageHeader(string Format, int Width, int Height)
{
    /// <summary>Reads the header alone: an image of too many pixels is refused before anything of its size is allocated.</summary>
    /// <exception cref="UploadRefusedException">The bytes are no image, or one of too many pixels.</exception>
    public static ImageHeader Read(byte[] bytes, long maximumPixels)
    {
        (string format, int width, int height) = Info(bytes);
        if ((long)width * height > maximumPixels)
            throw Refused($"The image says it has {width} x {height} pixels; at most {maximumPixels / 1e6:0.#} million are taken.");
        return new(format, width, height);
    }

    private static EncodedImageInfo Info(byte[] bytes)
    {
        try
        {
            return EncodedImageInfo.Read(bytes);
        }
        catch (InvalidDataException error)
        {
            throw Refused("The file is not a PNG, JPEG, WebP, GIF or BMP image, or it is too large, damaged or cut off.", error);
        }
    }

    private static UploadRefusedException Refused(string reason, Exception? cause = null) =>
        new(StatusCodes.Status422UnprocessableEntity, reason, cause);
}
