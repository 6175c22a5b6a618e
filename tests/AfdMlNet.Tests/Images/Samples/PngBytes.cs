using System.Buffers.Binary;
using System.IO.Compression;

namespace AfdMlNet.Tests.Images.Samples;

/// <summary>PNG files of the kinds that Skia does not write: gray, palette, 16 bits.</summary>
internal static class PngBytes
{
    public const byte Gray = 0, Rgb = 2, Palette = 3;

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="depth">Bits per sample.</param>
    /// <param name="colour">PNG's colour type.</param>
    /// <param name="samples">The packed samples, row by row.</param>
    /// <param name="palette">RGB of each index.</param>
    /// <param name="others">Chunks between the header and the pixels.</param>
    public static byte[] Make(
        int width, int height, byte depth, byte colour, byte[] samples, byte[]? palette = null, params (string Type, byte[] Data)[] others)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        Chunk(file, "IHDR"u8, header);
        foreach ((string type, byte[] data) in others)
            Chunk(file, System.Text.Encoding.ASCII.GetBytes(type), data);
        if (palette is not null)
            Chunk(file, "PLTE"u8, palette);
        Chunk(file, "IDAT"u8, Compressed(samples, height));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(byte[] samples, int height)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal))
        {
            foreach (byte[] row in samples.Chunk(Math.Max(samples.Length / height, 1)))
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. name, .. data];
        file.Write(body);
        uint crc = uint.MaxValue;
        foreach (byte value in body)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
