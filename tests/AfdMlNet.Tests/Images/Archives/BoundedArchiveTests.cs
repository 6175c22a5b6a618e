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

    [TestMethod]
    public void Open_NamesOfAnotherCodePage_StayApart()
    {
        // GBK for two characters each: no UTF-8, and one and the same text where both become a replacement character.
        byte[][] names = [[0xB9, 0xB7], [0xD3, 0xE3], [.. "\u72d7"u8]];
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true, System.Text.Encoding.Latin1))
        {
            foreach (byte[] name in names)
                zip.CreateEntry(System.Text.Encoding.Latin1.GetString(name)).Open().Dispose();
        }
        var encoding = new EntryNameEncoding();

        using ZipArchive read = BoundedArchive.Open(memory, 10_000, encoding);

        CollectionAssert.AreEqual((string[])["\u2563\u2556", "\u2559\u03c0", "\u72d7"],
            read.Entries.Select(entry => entry.FullName).ToArray());
        Assert.IsTrue(encoding.HasMetOther);
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
