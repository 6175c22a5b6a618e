using System.Buffers.Binary;
using System.Text;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>A chunk of a PNG file (PNG specification, section 5).</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Data">What is in it.</param>
public sealed record PngChunk(string Type, byte[] Data)
{
    // Length and type before the data, the checksum after it.
    private const int Head = 8;
    private const int Frame = Head + 4;

    private static readonly byte[] _signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Whether the bytes begin as a PNG does.</summary>
    public static bool IsPng(byte[] image) => image.AsSpan().StartsWith(_signature);

    /// <summary>The chunks of a sound file.</summary>
    public static IEnumerable<PngChunk> Of(byte[] png)
    {
        ArgumentNullException.ThrowIfNull(png);
        for (int at = _signature.Length; at + Frame <= png.Length;)
        {
            int end = at + Head + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return new(Encoding.Latin1.GetString(png, at + 4, 4), png[(at + Head)..end]);
            at = end + 4;
        }
    }

    /// <summary>A file of chunks, with right lengths and checksums.</summary>
    public static byte[] File(IEnumerable<PngChunk> chunks) => [.. _signature, .. chunks.SelectMany(chunk => chunk.Bytes())];

    private byte[] Bytes()
    {
        byte[] bytes = new byte[Frame + Data.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Data.Length);
        Encoding.Latin1.GetBytes(Type, bytes.AsSpan(4));
        Data.CopyTo(bytes, Head);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.Length - 4), Crc32.Of(bytes.AsSpan(4..^4)));
        return bytes;
    }
}
