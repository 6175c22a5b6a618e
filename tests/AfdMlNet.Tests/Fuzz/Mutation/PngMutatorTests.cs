using System.Buffers.Binary;
using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Fuzz.Mutation;

[TestClass]
public sealed class PngMutatorTests
{
    private const int Seeds = 400;
    private static readonly byte[] _png = PngBytes.Make(9, 7, 8, PngBytes.Gray, new byte[63]);

    [TestMethod]
    public void Crc32_OfTheCheckText_IsTheCheckValue() => Assert.AreEqual(0xCBF43926u, Crc32.Of("123456789"u8));

    [TestMethod]
    public void File_OfItsChunks_IsTheSameFile() => CollectionAssert.AreEqual(_png, PngChunk.File(PngChunk.Of(_png)));

    [TestMethod]
    public void Mutate_AnySeed_IsChunksWithRightChecksums()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            byte[] png = PngMutator.Mutate(_png, new Random(seed));
            int at = 8;
            while (at < png.Length)
            {
                int end = at + 8 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
                uint sum = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(end));
                Assert.AreEqual(Crc32.Of(png.AsSpan(at + 4, end - at - 4)), sum, $"{seed}");
                at = end + 4;
            }
            Assert.AreEqual(png.Length, at, $"{seed}");
        }
    }

    [TestMethod]
    public void Mutate_ManySeeds_InsertRepeatDropAndReorder()
    {
        string[][] types = [.. Enumerable.Range(0, Seeds).Select(seed => Types(PngMutator.Mutate(_png, new Random(seed))))];

        Assert.Contains(file => !file.Contains("IDAT"), types, "dropped");
        Assert.Contains(file => file.Count(type => type == "IDAT") == 2, types, "repeated");
        Assert.Contains(file => file.SequenceEqual(["IDAT", "IHDR", "IEND"]), types, "reordered");
        Assert.Contains(file => file.Count(type => type == "zTXt") > 10, types, "many texts");
        Assert.Contains(file => file.Contains("iTXt"), types);
    }

    [TestMethod]
    public void Mutate_ManySeeds_HaveTextsThatInflateTo8Megabytes()
    {
        long most = Enumerable.Range(0, Seeds)
            .SelectMany(seed => PngChunk.Of(PngMutator.Mutate(_png, new Random(seed))))
            .Where(chunk => chunk.Type == "zTXt" && chunk.Data.Length > 3)
            .Take(20)
            .Max(chunk => Inflated(chunk.Data[3..]));

        Assert.AreEqual(7_900_000, most);
    }

    private static string[] Types(byte[] png) => [.. PngChunk.Of(png).Select(chunk => chunk.Type)];

    private static long Inflated(byte[] packed)
    {
        using var zlib = new System.IO.Compression.ZLibStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        using var content = new MemoryStream();
        try
        {
            zlib.CopyTo(content);
        }
        catch (InvalidDataException)
        {
            // A second change was made to its bytes.
            return 0;
        }
        return content.Length;
    }
}
