using System.Buffers.Binary;
using System.IO.Compression;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes within a PNG's chunks with checksums that are right again.</summary>
internal static class PngMutator
{
    private const int Signature = 8;
    private const int Frame = 12;

    public static bool Is(byte[] image) => image is [0x89, (byte)'P', (byte)'N', (byte)'G', ..];

    public static byte[] Mutate(byte[] png, Random random)
    {
        List<(byte[] Kind, byte[] Data)> chunks = [.. Chunks(png)];
        for (int change = random.Next(1, 4); change > 0 && chunks.Count > 0; change--)
        {
            int place = random.Next(chunks.Count);
            (byte[] kind, byte[] data) = chunks[place];
            switch (random.Next(5))
            {
                case 0: chunks.RemoveAt(place); break;
                case 1: chunks.Add((kind, data)); break;
                case 2 when kind[1] == 'D': chunks[place] = (kind, Deflated(ByteMutator.Mutate(Inflated(data), data, random))); break;
                default: chunks[place] = (kind, ByteMutator.Mutate(data, data, random)); break;
            }
        }
        return [.. png[..Signature], .. chunks.SelectMany(chunk => Written(chunk.Kind, chunk.Data))];
    }

    private static IEnumerable<(byte[] Kind, byte[] Data)> Chunks(byte[] png)
    {
        for (int place = Signature; place + Frame <= png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(place));
            yield return (png[(place + 4)..(place + 8)], png[(place + 8)..(place + 8 + length)]);
            place += Frame + length;
        }
    }

    private static byte[] Written(byte[] kind, byte[] data)
    {
        byte[] length = new byte[4];
        byte[] sum = new byte[4];
        byte[] body = [.. kind, .. data];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.Of(body));
        return [.. length, .. body, .. sum];
    }

    private static byte[] Inflated(byte[] data)
    {
        using var pixels = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            zlib.CopyTo(pixels);
        }
        catch (InvalidDataException)
        {
            // An earlier change has spoilt it.
        }
        return pixels.ToArray();
    }

    private static byte[] Deflated(byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(pixels);
        return packed.ToArray();
    }
}
