using System.Buffers.Binary;

namespace AfdMlNet.Images;

/// <summary>
/// The chunks of a PNG file (PNG specification, section 5). The native decoder inflates and keeps every text chunk before the first
/// pixel: a few kilobytes become gigabytes. So it is shown only what makes pixels.
/// </summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8;

    // Length and type before the data, the checksum after it.
    private const int HeadBytes = 8;
    private const int FrameBytes = HeadBytes + 4;

    /// <summary>Whether the bytes begin as a PNG does.</summary>
    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', _, _, _, _, ..];

    /// <summary>
    /// The file with no chunk but those that decide pixels: IHDR, PLTE, tRNS, IDAT and IEND. What is cut off stays cut off.
    /// </summary>
    /// <param name="png">The whole file.</param>
    /// <param name="target">Takes the bytes; as long as <paramref name="png"/> is enough.</param>
    /// <returns>How many bytes were written.</returns>
    public static int CopyPixelChunks(ReadOnlySpan<byte> png, Span<byte> target)
    {
        png[..SignatureBytes].CopyTo(target);
        int written = SignatureBytes;
        for (int at = SignatureBytes; at < png.Length;)
        {
            ReadOnlySpan<byte> chunk = ChunkAt(png, at);
            if (chunk.Length < HeadBytes || MakesPixels(chunk.Slice(4, 4)))
            {
                chunk.CopyTo(target[written..]);
                written += chunk.Length;
            }

            at += chunk.Length;
        }

        return written;
    }

    /// <summary>The data of the first chunk of a type; empty where there is none.</summary>
    /// <param name="png">The whole file.</param>
    /// <param name="type">Four letters, such as <c>eXIf</c>.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> png, ReadOnlySpan<byte> type)
    {
        for (int at = SignatureBytes; at < png.Length;)
        {
            ReadOnlySpan<byte> chunk = ChunkAt(png, at);
            if (chunk.Length >= FrameBytes && chunk.Slice(4, 4).SequenceEqual(type))
                return chunk[HeadBytes..^4];
            at += chunk.Length;
        }

        return default;
    }

    /// <summary>The whole chunk, checksum included; the rest of the file where the file ends within it.</summary>
    private static ReadOnlySpan<byte> ChunkAt(ReadOnlySpan<byte> png, int at)
    {
        ReadOnlySpan<byte> rest = png[at..];
        if (rest.Length < HeadBytes)
            return rest;
        long length = FrameBytes + (long)BinaryPrimitives.ReadUInt32BigEndian(rest);
        return length < rest.Length ? rest[..(int)length] : rest;
    }

    private static bool MakesPixels(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("IHDR"u8) || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("tRNS"u8)
        || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8);
}
