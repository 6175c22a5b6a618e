using System.Buffers.Binary;

namespace AfdMlNet.Tests.Images.Samples;

/// <summary>GIF and BMP files, which Skia reads but does not write.</summary>
internal static class OtherBytes
{
    /// <summary>A GIF of 2x2 pixels with two frames: the first red, green / blue, white; the second all red.</summary>
    public static byte[] Gif() =>
    [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x91, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255,
        .. Frame(4, 0, 1, 4, 2, 3, 5), .. Frame(4, 0, 0, 4, 0, 0, 5), 0x3B,
    ];

    /// <summary>A BMP of 24 bits per pixel.</summary>
    public static byte[] Bmp(byte[] rgb, int width, int height)
    {
        int stride = (width * 3 + 3) / 4 * 4;
        byte[] file = new byte[54 + stride * height];
        (file[0], file[1], file[10], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', 54, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        for (int y = 0; y < height; y++)
        {
            for (int i = 0; i < width * 3; i++)
                file[54 + (height - 1 - y) * stride + i] = rgb[y * width * 3 + i / 3 * 3 + 2 - i % 3];
        }

        return file;
    }

    // Codes of 3 bits; 4 clears the table (often enough that codes never grow), 5 ends.
    private static byte[] Frame(params int[] codes)
    {
        long bits = 0;
        for (int i = 0; i < codes.Length; i++)
            bits |= (long)codes[i] << (3 * i);
        int length = (codes.Length * 3 + 7) / 8;
        return [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, (byte)length, .. BitConverter.GetBytes(bits)[..length], 0];
    }
}
