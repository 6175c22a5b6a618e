using SkiaSharp;

namespace AfdMlNet.Images;

/// <summary>Four bytes per pixel to three.</summary>
internal static class PixelPacking
{
    /// <summary>Drops alpha after putting the pixels on white.</summary>
    /// <param name="bitmap">RGBA, not premultiplied.</param>
    /// <param name="rgb">Takes red, green, blue of each pixel, row by row.</param>
    public static void OverWhite(SKBitmap bitmap, Span<byte> rgb)
    {
        ReadOnlySpan<byte> rgba = bitmap.GetPixelSpan();
        bool opaque = bitmap.AlphaType == SKAlphaType.Opaque;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
        {
            int alpha = opaque ? 255 : rgba[from + 3];
            rgb[to] = Blend(rgba[from], alpha);
            rgb[to + 1] = Blend(rgba[from + 1], alpha);
            rgb[to + 2] = Blend(rgba[from + 2], alpha);
        }
    }

    private static byte Blend(byte value, int alpha) =>
        alpha == 255 ? value : (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
