using System.Runtime.InteropServices;
using System.Xml.Linq;
using AfdMlNet.Images;
using AfdMlNet.Reporting.Html;
using SkiaSharp;

namespace AfdMlNet.Reporting;

/// <summary>A small copy of an image within a page.</summary>
/// <param name="Uri">The image itself, as a <c>data:</c> address.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record Thumbnail(string Uri, int Width, int Height)
{
    private const int Longest = 112;
    private const int Small = 64;
    private const int Quality = 82;

    /// <summary>Whether it is shown larger than it is, so that its pixels should stay sharp.</summary>
    public bool IsSmall => Math.Max(Width, Height) <= Small;

    /// <summary>The image as a list shows it.</summary>
    /// <param name="alternative">What is said to those who do not see it.</param>
    /// <param name="title">Its name.</param>
    public XElement Image(string alternative, string title) => new("img",
        new XAttribute("src", Uri),
        new XAttribute("width", Width),
        new XAttribute("height", Height),
        IsSmall ? Elements.Class("small") : null,
        new XAttribute("alt", Valid.Xml(alternative)),
        new XAttribute("title", Valid.Xml(title)));

    /// <summary>A copy no longer than a page needs; null of bytes that are no image.</summary>
    public static Thumbnail? Of(ReadOnlySpan<byte> encoded)
    {
        try
        {
            (int width, int height) = ImageDecoder.ReadSize(encoded);
            double scale = Math.Min(1, (double)Longest / Math.Max(width, height));
            (width, height) = (Math.Max(1, (int)Math.Round(scale * width)), Math.Max(1, (int)Math.Round(scale * height)));
            byte[] rgb = new byte[3 * width * height];
            ImageDecoder.Decode(encoded, width, height, ImageFit.Stretch, rgb);
            return Of(rgb, width, height);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A copy as large as the image.</summary>
    /// <param name="rgb">Red, green, blue of each pixel, row by row.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static Thumbnail Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        byte[] pixels = new byte[4 * width * height];
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            rgb.Slice(3 * pixel, 3).CopyTo(pixels.AsSpan(4 * pixel));
            pixels[4 * pixel + 3] = byte.MaxValue;
        }
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        // Small images lose by JPEG, large ones gain.
        (SKEncodedImageFormat format, string kind) = Math.Max(width, height) <= Small
            ? (SKEncodedImageFormat.Png, "png")
            : (SKEncodedImageFormat.Jpeg, "jpeg");
        using SKData data = bitmap.Encode(format, Quality);
        return new($"data:image/{kind};base64,{Convert.ToBase64String(data.Span)}", width, height);
    }
}
