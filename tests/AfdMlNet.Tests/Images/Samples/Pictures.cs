using SkiaSharp;

namespace AfdMlNet.Tests.Images.Samples;

/// <summary>Made-up pictures, as pixels and encoded.</summary>
internal static class Pictures
{
    /// <summary>RGB bytes in which every pixel differs from its neighbours and no two seeds agree.</summary>
    public static byte[] Rgb(int width, int height, int seed = 0)
    {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((i * 37 + seed * 101 + i / 7) ^ (i >> 3));
        return rgb;
    }

    /// <summary>Every pixel of one colour.</summary>
    public static byte[] Solid(int width, int height, byte red, byte green, byte blue) =>
        [.. Enumerable.Repeat((byte[])[red, green, blue], width * height).SelectMany(pixel => pixel)];

    public static byte[] Png(byte[] rgb, int width, int height) => Encode(rgb, width, height, SKEncodedImageFormat.Png);

    public static byte[] Png(int width, int height, int seed = 0) => Png(Rgb(width, height, seed), width, height);

    public static byte[] Encode(byte[] rgb, int width, int height, SKEncodedImageFormat format, int quality = 100)
    {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            rgb.AsSpan(i * 3, 3).CopyTo(rgba.AsSpan(i * 4));
            rgba[i * 4 + 3] = 255;
        }

        return EncodeRgba(rgba, width, height, format, quality);
    }

    public static byte[] EncodeRgba(
        byte[] rgba, int width, int height, SKEncodedImageFormat format, int quality = 100, SKAlphaType alpha = SKAlphaType.Unpremul)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha));
        System.Runtime.InteropServices.Marshal.Copy(rgba, 0, bitmap.GetPixels(), rgba.Length);
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
