namespace AfdMlNet.Images;

/// <summary>A JPEG file that lacks its end marker, as interrupted downloads and some cameras leave it.</summary>
internal static class JpegEnd
{
    // Bits that a decoder which still wants data would take for pixels: a different picture each time.
    private static readonly byte[][] _fillers = [[], [.. Enumerable.Repeat((byte)0x55, 64)], [.. Enumerable.Repeat((byte)0xA6, 64)]];

    /// <summary>Whether the bytes are a JPEG that does not end in its end marker.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, 0xFF, ..] and not [.., 0xFF, 0xD9];

    /// <summary>
    /// The file with its end marker, with other bytes before it in each variant. Bytes after the last pixel are skipped, so all variants
    /// show one picture where no pixel is missing, and several where some are.
    /// </summary>
    public static IEnumerable<byte[]> Variants(byte[] jpeg)
    {
        byte[] body = jpeg is [.., 0xFF] ? jpeg[..^1] : jpeg;
        return _fillers.Select(filler => (byte[])[.. body, .. filler, 0xFF, 0xD9]);
    }
}
