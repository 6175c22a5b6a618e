using System.Text;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>Pickles that would run something, or reach outside of their file, in Python.</summary>
[TestClass]
public sealed class HostilePickleTests
{
    private const string Storage = "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004tQ";

    [TestMethod]
    [DataRow("cposix\nsystem\nX\u0002\0\0\0id\u0085R.", "posix.system", DisplayName = "system by GLOBAL and REDUCE")]
    [DataRow(
        "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093X\u0002\0\0\0id\u0085R.", "os.system", DisplayName = "system by STACK_GLOBAL")]
    [DataRow("cbuiltins\neval\nX\u0003\0\0\01+1\u0085R.", "builtins.eval", DisplayName = "eval")]
    [DataRow("c__builtin__\ngetattr\n.", "__builtin__.getattr", DisplayName = "getattr")]
    [DataRow("ctorch.storage\n_load_from_bytes\n.", "torch.storage._load_from_bytes", DisplayName = "a pickle within the pickle")]
    [DataRow("ctorch\nload\n.", "torch.load", DisplayName = "torch.load")]
    [DataRow("ccollections\nOrderedDict.__init__\n.", "OrderedDict.__init__", DisplayName = "an attribute of an allowed class")]
    [DataRow("ccollections\n\u001b[2JOrderedDict\n.", "\\u001b[2J", DisplayName = "control characters in a name")]
    [DataRow("(X\u0002\0\0\0idios\nsystem\n.", "0x69", DisplayName = "INST")]
    [DataRow("(cposix\nsystem\nX\u0002\0\0\0ido.", "posix.system", DisplayName = "OBJ")]
    [DataRow("ccollections\nOrderedDict\n)\u0081.", "0x81", DisplayName = "NEWOBJ")]
    [DataRow("\u0082\u0001.", "0x82", DisplayName = "EXT1")]
    [DataRow("P../../etc/passwd\n.", "0x50", DisplayName = "PERSID")]
    [DataRow("X\u000b\0\0\0/etc/passwdQ.", "outside", DisplayName = "a persistent id that is a path")]
    [DataRow("(X\u0004\0\0\0filectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004tQ.", "outside",
        DisplayName = "a persistent id of another kind")]
    [DataRow("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0009\0\0\0/../../etX\u0003\0\0\0cpuK\u0004tQ.", "missing",
        DisplayName = "a storage outside of the archive")]
    [DataRow("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuJ\u00ff\u00ff\u00ff\u007ftQ.", "fewer",
        DisplayName = "a storage longer than its file")]
    [DataRow("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuJ\u00ff\u00ff\u00ff\u00fftQ.", "fewer",
        DisplayName = "a storage of negative length")]
    [DataRow("ccollections\nOrderedDict\n)R(X\u0001\0\0\0aK\u0001tb.", "torch.save", DisplayName = "BUILD with slots")]
    [DataRow("]}b.", "torch.save", DisplayName = "BUILD of a list")]
    [DataRow("ccollections\nOrderedDict\n}b.", "torch.save", DisplayName = "BUILD of a class")]
    [DataRow("ccollections\nOrderedDict\n]\u0085R.", "OrderedDict", DisplayName = "OrderedDict of an argument")]
    [DataRow("ctorch\nFloatStorage\nK\u0004\u0085R.", "torch.save", DisplayName = "a storage's class called")]
    [DataRow("X\u0001\0\0\0a)R.", "torch.save", DisplayName = "a text called")]
    [DataRow("X\u00ff\u00ff\u00ff\u00ffa.", "too early", DisplayName = "a text of 4 GB")]
    [DataRow("\u008a\u00ff1", "64 bits", DisplayName = "a number of 255 bytes")]
    [DataRow("h\u0007.", "torch.save", DisplayName = "a memo that was never written")]
    [DataRow("(K\u0001\u0086.", "not there", DisplayName = "a tuple from below the mark")]
    [DataRow("t.", "not there", DisplayName = "no mark")]
    [DataRow(".", "not there", DisplayName = "nothing")]
    [DataRow("}", "too early", DisplayName = "no end")]
    public void Pickle_ThatAsksForMore_IsRefused(string pickle, string words) => AssertRefused(pickle, words);

    [TestMethod]
    [DataRow("K\0K\u0004\u0085K\u0001\u0085", null)]
    [DataRow("K\u0001K\u0004\u0085K\u0001\u0085", "does not fit")]
    [DataRow("K\0K\u0005\u0085K\u0001\u0085", "does not fit")]
    [DataRow("K\0K\u0003\u0085K\u0002\u0085", "does not fit")]
    [DataRow("K\0J\u00ff\u00ff\u00ff\u007f\u0085K\0\u0085", "does not fit")]
    [DataRow("K\0K\u0002\u0085J\u00ff\u00ff\u00ff\u00ff\u0085", "cannot be")]
    [DataRow("J\u00ff\u00ff\u00ff\u00ffK\u0002\u0085K\u0001\u0085", "cannot be")]
    [DataRow("K\0K\u0002K\u0002\u0086K\u0001\u0085", "cannot be")]
    [DataRow("K\0\u008a\u0008\0\0\0\0\0\0\0\u0040K\u0008\u0086K\u0001K\u0001\u0086", "cannot be")]
    [DataRow("K\0X\u0001\0\0\0a\u0085K\u0001\u0085", "torch.save")]
    [DataRow("NK\u0004\u0085K\u0001\u0085", "torch.save")]
    public void Tensor_OutsideOfItsStorage_IsRefused(string view, string? words)
    {
        string pickle = $"}}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n({Storage}{view}\u0089ccollections\nOrderedDict\n)RtRs.";
        if (words is not null)
            AssertRefused(pickle, words);
        else
            Assert.HasCount(4, Fixture.Read(Archive(pickle))["w"].ToSingles());
    }

    [TestMethod]
    [DataRow("K\0K\u0008\u0085K\0\u0085", "[8] does not fit into the 4 elements stored for it, some of which it repeats (expand): save it "
        + "with .contiguous().")]
    [DataRow("K\u0001K\u0004\u0085K\u0001\u0085", "[4] does not fit into the 4 elements stored for it.")]
    public void Tensor_ThatIsRefused_IsNamed(string view, string message) => Assert.AreEqual(
        $"Its tensor 'w' is refused: A tensor of shape {message}",
        Assert.ThrowsExactly<InvalidDataException>(() => Fixture.Read(Archive(
            $"}}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n({Storage}{view}\u0089ccollections\nOrderedDict\n)RtRs."))).Message);

    [TestMethod]
    public void Storage_WithALongName_IsRefusedBeforeItIsLookedFor() =>
        AssertRefused($"(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0041\0\0\0{new string('0', 65)}X\u0003\0\0\0cpuK\u0004tQ.",
            "65 characters; 64 are the most");

    [TestMethod]
    public void Tensor_WithALongName_IsRefused()
    {
        string tensor = $"ctorch._utils\n_rebuild_tensor_v2\n({Storage}K\0K\u0004\u0085K\u0001\u0085\u0089ccollections\nOrderedDict\n)RtR";
        AssertRefused($"}}X\u0001\u0002\0\0{new string('w', 513)}{tensor}s.", "513 characters");
    }

    private static void AssertRefused(string pickle, string words) =>
        Assert.Contains(words, Assert.ThrowsExactly<InvalidDataException>(() => Fixture.Read(Archive(pickle))).Message);

    private static byte[] Archive(string pickle) => Fixture.Archive(Encoding.Latin1.GetBytes(pickle), ("archive/data/0", new byte[16]));
}
