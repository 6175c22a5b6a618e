using System.IO.Compression;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Whole arrays, deflated and inflated.</summary>
internal static class Zlib
{
    public static byte[] Deflated(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(content);
        return packed.ToArray();
    }

    /// <summary>As far as it goes: an earlier change may have spoilt it.</summary>
    public static byte[] Inflated(byte[] packed)
    {
        using var content = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            zlib.CopyTo(content);
        }
        catch (InvalidDataException)
        {
            return content.ToArray();
        }
        return content.ToArray();
    }
}
