using SkiaSharp;

namespace AfdMlNet.Images;

/// <summary>Turns and mirrors an image as EXIF's orientation tag says.</summary>
internal static class Orientation
{
    /// <summary>Whether width and height change places.</summary>
    public static bool SwapsSides(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Turns an image.</summary>
    /// <param name="origin">The tag's value.</param>
    /// <param name="stored">RGB, row by row, as stored.</param>
    /// <param name="width">Width as stored.</param>
    /// <param name="height">Height as stored.</param>
    /// <param name="upright">Takes the turned image; another buffer.</param>
    public static void Apply(SKEncodedOrigin origin, ReadOnlySpan<byte> stored, int width, int height, Span<byte> upright)
    {
        (int columns, int rows) = SwapsSides(origin) ? (height, width) : (width, height);
        int to = 0;
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++, to += 3)
            {
                (int fromX, int fromY) = Source(origin, x, y, width, height);
                stored.Slice((fromY * width + fromX) * 3, 3).CopyTo(upright[to..]);
            }
        }
    }

    private static (int X, int Y) Source(SKEncodedOrigin origin, int x, int y, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => (width - 1 - x, y),
        SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
        SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (y, height - 1 - x),
        SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
        SKEncodedOrigin.LeftBottom => (width - 1 - y, x),
        _ => (x, y),
    };
}
