using System.Runtime.InteropServices;
using System.Text;
using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class ElfVersionNeedsTests
{
    private const int FirstEntry = 192;
    private const int SecondFlags = FirstEntry + 16 + 16 + 4;

    [TestMethod]
    public void TryWeaken_VersionThatIsNeeded_SetsOneBit()
    {
        byte[] library = TinyLibrary();

        Assert.IsTrue(ElfVersionNeeds.TryWeaken(library, "NEW_2", out byte[] weakened));

        byte[] expected = TinyLibrary();
        expected[SecondFlags] |= 2;
        CollectionAssert.AreEqual(expected, weakened);
        CollectionAssert.AreEqual(TinyLibrary(), library, "The input stays as it is.");
    }

    [TestMethod]
    [DataRow("NEW_3")]
    [DataRow("NEW")]
    [DataRow("NEW_22")]
    public void TryWeaken_VersionThatIsNotNeeded_ChangesNothing(string version)
    {
        Assert.IsFalse(ElfVersionNeeds.TryWeaken(TinyLibrary(), version, out byte[] weakened));

        CollectionAssert.AreEqual(TinyLibrary(), weakened);
    }

    [TestMethod]
    public void TryWeaken_CutAtAnyLength_IsRefused()
    {
        byte[] library = TinyLibrary();
        for (int length = 0; length < library.Length; length++)
        {
            byte[] cut = library[..length];
            Assert.ThrowsExactly<BadImageFormatException>(() => ElfVersionNeeds.TryWeaken(cut, "NEW_2", out _), $"{length} bytes");
        }
    }

    [TestMethod]
    public void TryWeaken_AnyByteDamaged_EndsWithAnAnswerOrTheOneError()
    {
        byte[] library = TinyLibrary();
        for (int position = 0; position < library.Length; position++)
        {
            foreach (byte value in (byte[])[0, 1, 16, 0x7f, 0x80, 0xff])
            {
                byte[] damaged = [.. library];
                damaged[position] = value;
                try
                {
                    ElfVersionNeeds.TryWeaken(damaged, "NEW_2", out _);
                }
                catch (BadImageFormatException)
                {
                }
            }
        }
    }

    [TestMethod]
    [DataRow(FirstEntry + 12, uint.MaxValue, DisplayName = "next library out of the file")]
    [DataRow(FirstEntry + 16 + 12, uint.MaxValue, DisplayName = "next version out of the file")]
    [DataRow(FirstEntry, 0xffff0001, DisplayName = "more versions than there is room for")]
    public void TryWeaken_ChainThatLeavesTheSection_IsRefused(int position, uint value)
    {
        byte[] library = TinyLibrary();
        Put(library, position, value);

        Assert.ThrowsExactly<BadImageFormatException>(() => ElfVersionNeeds.TryWeaken(library, "NEW_2", out _));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void TryWeaken_RealLibrary_ChangesOneByte()
    {
        string path = NativeFolders.Of(typeof(torch).Assembly).Find("LibTorchSharp")!;
        byte[] library = File.ReadAllBytes(path);

        Assert.IsTrue(ElfVersionNeeds.TryWeaken(library, "GLIBCXX_3.4.32", out byte[] weakened));

        Assert.AreEqual(1, library.Zip(weakened).Count(pair => pair.First != pair.Second));
        Assert.AreEqual(1, library.Zip(weakened).Count(pair => (pair.First ^ pair.Second) == 2));
    }

    /// <summary>Header, two section headers (names; needed versions), two needed versions of one library, names.</summary>
    private static byte[] TinyLibrary()
    {
        const int names = FirstEntry + 48;
        byte[] text = Encoding.ASCII.GetBytes("\0lib\0OLD_1\0NEW_2\0");
        byte[] file = new byte[names + text.Length];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        Put(file, 0x28, 64L);
        Put(file, 0x3a, (short)64);
        Put(file, 0x3c, (short)2);
        Section(file, 64, type: 3, names, text.Length, link: 0);
        Section(file, 128, type: 0x6ffffffe, FirstEntry, 48, link: 0);

        Put(file, FirstEntry + 2, (short)2);
        Put(file, FirstEntry + 4, 1);
        Put(file, FirstEntry + 8, 16);
        Put(file, FirstEntry + 16 + 8, 5);
        Put(file, FirstEntry + 16 + 12, 16);
        Put(file, FirstEntry + 32 + 8, 11);
        text.CopyTo(file, names);
        return file;
    }

    private static void Section(byte[] file, int header, int type, long offset, long size, int link)
    {
        Put(file, header + 4, type);
        Put(file, header + 0x18, offset);
        Put(file, header + 0x20, size);
        Put(file, header + 0x28, link);
    }

    private static void Put<T>(byte[] file, int position, T value)
        where T : struct => MemoryMarshal.Write(file.AsSpan(position), in value);
}
