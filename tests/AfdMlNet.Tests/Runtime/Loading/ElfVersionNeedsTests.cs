using System.Runtime.InteropServices;
using System.Text;
using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class ElfVersionNeedsTests
{
    private const int FirstEntry = 256;
    private const int FirstIndex = FirstEntry + 16 + 6;
    private const int SecondFlags = FirstEntry + 16 + 16 + 4;
    private const int Symbols = FirstEntry + 48;

    private delegate bool Edit(byte[] library, out byte[] edited);

    private static readonly Edit[] _edits =
    [
        (byte[] library, out byte[] edited) => ElfVersionNeeds.TryWeaken(library, "NEW_2", out edited),
        (byte[] library, out byte[] edited) => ElfVersionNeeds.TryReplace(library, "NEW_2", "OLD_1", out edited),
    ];

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
    public void TryReplace_VersionThatIsNeeded_ChangesItsSymbolsAndKeepsTheHiddenBit()
    {
        byte[] library = TinyLibrary();

        Assert.IsTrue(ElfVersionNeeds.TryReplace(library, "NEW_2", "OLD_1", out byte[] replaced));

        CollectionAssert.AreEqual(TinyLibrary(0, 1, 2, 2, 0x8002, 0x8002, 1), replaced);
        CollectionAssert.AreEqual(TinyLibrary(), library, "The input stays as it is.");
    }

    [TestMethod]
    public void TryReplace_HiddenBitInTheNeed_IsNoPartOfTheNumber()
    {
        byte[] library = TinyLibrary();
        Put(library, FirstIndex, (ushort)0x8002);

        Assert.IsTrue(ElfVersionNeeds.TryReplace(library, "NEW_2", "OLD_1", out byte[] replaced));

        byte[] expected = TinyLibrary(0, 1, 2, 2, 0x8002, 0x8002, 1);
        Put(expected, FirstIndex, (ushort)0x8002);
        CollectionAssert.AreEqual(expected, replaced);
    }

    [TestMethod]
    [DataRow("NEW_3", "OLD_1")]
    [DataRow("NEW_2", "OLD")]
    public void TryReplace_VersionThatIsNotNeeded_ChangesNothing(string version, string replacement)
    {
        Assert.IsFalse(ElfVersionNeeds.TryReplace(TinyLibrary(), version, replacement, out byte[] replaced));

        CollectionAssert.AreEqual(TinyLibrary(), replaced);
    }

    [TestMethod]
    [DataRow(0x18, 1L << 40, DisplayName = "offset")]
    [DataRow(0x20, long.MaxValue, DisplayName = "size")]
    public void TryReplace_SymbolsOutOfTheFile_IsRefused(int field, long value)
    {
        byte[] library = TinyLibrary();
        Put(library, 192 + field, value);

        Assert.ThrowsExactly<BadImageFormatException>(() => ElfVersionNeeds.TryReplace(library, "NEW_2", "OLD_1", out _));
    }

    [TestMethod]
    public void AnyEdit_CutAtAnyLength_IsRefused()
    {
        byte[] library = TinyLibrary();
        for (int length = 0; length < library.Length; length++)
        {
            byte[] cut = library[..length];
            foreach (Edit edit in _edits)
                Assert.ThrowsExactly<BadImageFormatException>(() => edit(cut, out _), $"{length} bytes");
        }
    }

    [TestMethod]
    public void AnyEdit_AnyByteDamaged_EndsWithAnAnswerOrTheOneError()
    {
        byte[] library = TinyLibrary();
        for (int position = 0; position < library.Length; position++)
        {
            foreach (byte value in (byte[])[0, 1, 16, 0x7f, 0x80, 0xff])
            {
                byte[] damaged = [.. library];
                damaged[position] = value;
                foreach (Edit edit in _edits)
                    EndsWithAnAnswerOrTheOneError(edit, damaged);
            }
        }
    }

    [TestMethod]
    [DataRow(FirstEntry + 12, uint.MaxValue, DisplayName = "next library out of the file")]
    [DataRow(FirstEntry + 16 + 12, uint.MaxValue, DisplayName = "next version out of the file")]
    [DataRow(FirstEntry, 0xffff0001, DisplayName = "more versions than there is room for")]
    public void AnyEdit_ChainThatLeavesTheSection_IsRefused(int position, uint value)
    {
        byte[] library = TinyLibrary();
        Put(library, position, value);

        foreach (Edit edit in _edits)
            Assert.ThrowsExactly<BadImageFormatException>(() => edit(library, out _));
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

    private static void EndsWithAnAnswerOrTheOneError(Edit edit, byte[] library)
    {
        try
        {
            edit(library, out _);
        }
        catch (BadImageFormatException)
        {
        }
    }

    private static byte[] TinyLibrary() => TinyLibrary(0, 1, 2, 3, 0x8003, 0x8002, 1);

    /// <summary>
    /// Header, three section headers (names; needed versions; symbols' versions), two needed versions of one library with the numbers
    /// 2 and 3, symbols, names.
    /// </summary>
    private static byte[] TinyLibrary(params ushort[] symbols)
    {
        int names = Symbols + symbols.Length * sizeof(ushort);
        byte[] text = Encoding.ASCII.GetBytes("\0lib\0OLD_1\0NEW_2\0");
        byte[] file = new byte[names + text.Length];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        Put(file, 0x28, 64L);
        Put(file, 0x3a, (short)64);
        Put(file, 0x3c, (short)3);
        Section(file, 64, type: 3, names, text.Length, link: 0);
        Section(file, 128, type: 0x6ffffffe, FirstEntry, 48, link: 0);
        Section(file, 192, type: 0x6fffffff, Symbols, names - Symbols, link: 0);

        Put(file, FirstEntry + 2, (short)2);
        Put(file, FirstEntry + 4, 1);
        Put(file, FirstEntry + 8, 16);
        Put(file, FirstIndex, (short)2);
        Put(file, FirstEntry + 16 + 8, 5);
        Put(file, FirstEntry + 16 + 12, 16);
        Put(file, FirstIndex + 16, (short)3);
        Put(file, FirstEntry + 32 + 8, 11);
        MemoryMarshal.AsBytes<ushort>(symbols).CopyTo(file.AsSpan(Symbols));
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
