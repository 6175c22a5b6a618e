using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public sealed class InstructionVerdictTests
{
    private const string Key = "EPYC 26; TorchSharp 0.107.0; AfdMlNet 0.1.0";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Read_WhatWasKept_IsTheSame(bool isRight)
    {
        using var folder = new TemporaryFolder();
        string cache = Path.Combine(folder.Make(), "not there yet");
        InstructionVerdict.Keep(cache, Key, !isRight);
        InstructionVerdict.Keep(cache, Key, isRight);

        Assert.AreEqual(isRight, InstructionVerdict.Read(cache, Key));
        Assert.HasCount(1, Directory.GetFiles(cache));
    }

    [TestMethod]
    public void Read_OfAnotherProcessorOrVersion_IsNone()
    {
        using var folder = new TemporaryFolder();
        InstructionVerdict.Keep(folder.Make(), Key, true);

        Assert.IsNull(InstructionVerdict.Read(folder.Make(), Key.Replace("26", "25", StringComparison.Ordinal)));
        Assert.IsNull(InstructionVerdict.Read(Path.Combine(folder.Make(), "elsewhere"), Key));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(Key)]
    [DataRow(Key + "\nperhaps")]
    [DataRow(Key + "\nright\nright")]
    public void Read_FileOfAnotherForm_IsNone(string text)
    {
        using var folder = new TemporaryFolder();
        InstructionVerdict.Keep(folder.Make(), Key, true);
        File.WriteAllText(Directory.GetFiles(folder.Make()).Single(), text);

        Assert.IsNull(InstructionVerdict.Read(folder.Make(), Key));
    }

    [TestMethod]
    public void Keep_WhereNothingCanBeWritten_IsNoError()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Make(), "file");
        File.WriteAllText(file, "");

        InstructionVerdict.Keep(file, Key, true);

        Assert.IsNull(InstructionVerdict.Read(file, Key));
    }
}
