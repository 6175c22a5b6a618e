using System.IO.Compression;
using System.Text;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Tests.Fuzz.Mutation;

[TestClass]
public sealed class ZipMutatorTests
{
    private static readonly byte[] _zip = RawZip.Write([new("a/1.png", [1, 2, 3]), new("b/2.png", new byte[500]) { Deflated = true }]);

    [TestMethod]
    public void Write_TrueEntries_AreReadByTheLibrary()
    {
        RawEntry[] entries = [.. RawEntry.Of(_zip)];

        CollectionAssert.AreEqual((string[])["a/1.png", "b/2.png"], entries.Select(entry => entry.Name).ToArray());
        CollectionAssert.AreEqual((byte[])[1, 2, 3], entries[0].Content);
        Assert.IsTrue(entries[1].Deflated);
    }

    [TestMethod]
    public void Write_OtherNameBeforeTheContent_IsInTheArchiveAndNotInItsTable()
    {
        byte[] zip = RawZip.Write([new("a.png", [1]) { LocalName = "../b.png", Extra = [1, 0, 0, 0] }]);

        using var read = new ZipArchive(new MemoryStream(zip));
        Assert.AreEqual("a.png", read.Entries.Single().FullName);
        StringAssert.Contains(Encoding.Latin1.GetString(zip), "../b.png");
    }

    [TestMethod]
    public void Write_ClaimedMethodAndSum_AreWritten()
    {
        byte[] zip = RawZip.Write([new("a", [1]) { ClaimedMethod = 0x1234, ClaimedSum = 0x89ABCDEF }]);

        CollectionAssert.AreEqual((byte[])[0x34, 0x12], zip[8..10]);
        CollectionAssert.AreEqual((byte[])[0xEF, 0xCD, 0xAB, 0x89], zip[14..18]);
    }

    [TestMethod]
    public void Mutate_ManySeeds_AreMostlyArchivesWithOtherNamesSizesAndFlags()
    {
        const int Seeds = 400;
        byte[][] files =
            [.. Enumerable.Range(0, Seeds).Select(seed => ZipMutator.Mutate(_zip, _zip, (entry, _) => entry.Content, new Random(seed)))];

        Assert.IsGreaterThan(Seeds / 2, files.Count(file => file.AsSpan().IndexOf("PK\u0005\u0006"u8) >= 0));
        Assert.Contains(file => Encoding.Latin1.GetString(file).Contains("../x.png", StringComparison.Ordinal), files);
        Assert.Contains(file => file.Length > 50_000, files, "long names");
        Assert.Contains(file => file.AsSpan().StartsWith("PK\u0003\u0004"u8) && file[6] == 1, files, "a password's flag");
    }
}
