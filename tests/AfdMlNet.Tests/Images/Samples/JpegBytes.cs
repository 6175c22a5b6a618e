namespace AfdMlNet.Tests.Images.Samples;

/// <summary>JPEG files of the kinds that Skia does not write: one block of 8x8 pixels of one colour.</summary>
internal static class JpegBytes
{
    /// <summary>A block with one component (gray) or four (CMYK as Adobe writes it: 255 is no ink).</summary>
    public static byte[] Block(byte[] components, bool progressive = false)
    {
        List<byte> file = [0xFF, 0xD8];
        if (components.Length == 4)
            Segment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        byte[] frame = [.. components.SelectMany((_, i) => (byte[])[(byte)(i + 1), 0x11, 0])];
        Segment(file, progressive ? (byte)0xC2 : (byte)0xC0, [8, 0, 8, 0, 8, (byte)components.Length, .. frame]);
        // DC: sizes 0 to 8 as codes of 4 bits; AC: the end of the block as a code of 1 bit.
        Segment(file, 0xC4, [0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 9).Select(i => (byte)i)]);
        Segment(file, 0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        byte[] scan = [.. components.SelectMany((_, i) => (byte[])[(byte)(i + 1), 0])];
        Segment(file, 0xDA, [(byte)components.Length, .. scan, 0, progressive ? (byte)0 : (byte)63, 0]);
        file.AddRange(Bits(string.Concat(components.Select(value => Code(value - 128, progressive)))));
        return [.. file, 0xFF, 0xD9];
    }

    /// <summary>Puts an EXIF orientation (1 to 8) into a JPEG file.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        List<byte> segment = [];
        Segment(segment, 0xE1, [
            .. "Exif"u8, 0, 0, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    private static void Segment(List<byte> file, byte marker, byte[] data) =>
        file.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);

    private static string Code(int dc, bool progressive)
    {
        int size = dc == 0 ? 0 : (int)Math.Log2(Math.Abs(dc)) + 1;
        string bits = size == 0 ? "" : Convert.ToString(dc > 0 ? dc : dc + (1 << size) - 1, 2).PadLeft(size, '0');
        return Convert.ToString(size, 2).PadLeft(4, '0') + bits + (progressive ? "" : "0");
    }

    private static IEnumerable<byte> Bits(string bits)
    {
        foreach (char[] chunk in bits.PadRight((bits.Length + 7) / 8 * 8, '1').Chunk(8))
        {
            byte value = Convert.ToByte(new string(chunk), 2);
            yield return value;
            if (value == 0xFF)
                yield return 0;
        }
    }
}
