using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class ProtocolFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void TryRead_Lines_GivesTheirWords()
    {
        File.WriteAllText(_folder["p.rsp"], "# A comment, with 'quotes'.\n\n  --epochs 3\r\n--vary \"a: --method afd\" # no comment");
        Assert.IsTrue(ProtocolFile.TryRead(_folder["p.rsp"], out IReadOnlyList<string>? words, out _));
        CollectionAssert.AreEqual((string[])["--epochs", "3", "--vary", "a: --method afd", "#", "no", "comment"], words!.ToArray());
    }

    [TestMethod]
    public void Run_FileThatNamesItself_EndsAndSaysWhy()
    {
        File.WriteAllText(_folder["p.rsp"], $"--epochs 3 @{_folder["p.rsp"]}");
        CommandLine.Run("compare", _folder.Path, $"@{_folder["p.rsp"]}")
            .AssertFails(2, "names another", "put the options themselves into it");
    }

    [TestMethod]
    public void Run_NoFile_SaysSo() => CommandLine.Run("compare", _folder.Path, $"@{_folder["none.rsp"]}").AssertFails(2, "none.rsp");

    [TestMethod]
    public void TryRead_FileThatIsTooLong_IsRefused()
    {
        File.WriteAllText(_folder["long.rsp"], new string(' ', ProtocolFile.MaximumBytes + 1));
        File.WriteAllText(_folder["many.rsp"], string.Concat(Enumerable.Repeat("a ", ProtocolFile.MostWords + 1)));
        Assert.IsFalse(ProtocolFile.TryRead(_folder["long.rsp"], out _, out string? tooLong));
        Assert.IsFalse(ProtocolFile.TryRead(_folder["many.rsp"], out _, out string? tooMany));
        Assert.Contains("1048576 are the most", tooLong!);
        Assert.Contains("more than 10000 words", tooMany!);
    }

    [TestMethod]
    public void SeedList_OfManyParts_IsBoundedInAll()
    {
        Assert.HasCount(SeedList.Most, SeedList.Parse("0..499,500..999,7"));
        Assert.ThrowsExactly<FormatException>(() => SeedList.Parse("0..999,1000"));
    }
}
