using System.IO.Compression;
using AfdMlNet.Images.Archives;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class BoundedArchiveTests
{
    [TestMethod]
    public void Open_TableWithinTheBound_ReadsTheEntries()
    {
        using ZipArchive zip = BoundedArchive.Open(Archive(3), 1000);

        Assert.HasCount(3, zip.Entries);
        using Stream content = zip.Entries[2].Open();
        Assert.AreEqual(2, content.ReadByte());
    }

    [TestMethod]
    public void Open_LongerTable_IsRefusedBeforeItIsInMemory()
    {
        MemoryStream archive = Archive(20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = Assert.ThrowsExactly<InvalidDataException>(() => BoundedArchive.Open(archive, 100_000)).Message;

        StringAssert.Contains(message, "longer than 100000 bytes");
        Assert.IsLessThan(2_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static MemoryStream Archive(int entries)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < entries; i++)
            {
                using Stream stream = zip.CreateEntry($"{i}", CompressionLevel.NoCompression).Open();
                stream.WriteByte((byte)i);
            }
        }
        return memory;
    }
}
