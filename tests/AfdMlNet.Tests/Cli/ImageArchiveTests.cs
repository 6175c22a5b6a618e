using AfdMlNet.Cli;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Data.Archives;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class ImageArchiveTests : IDisposable
{
    private static readonly ArchiveLimits _limits = new(Entries: 10, TotalBytes: 1 << 20);
    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _target = new();

    public void Dispose()
    {
        _folder.Dispose();
        _target.Dispose();
    }

    [TestMethod]
    public void Unpack_MixedFiles_TakesImagesOnly()
    {
        string zip = _folder.Zip("a.zip", ("set/", []), ("set/a/1.png", [1]), ("set/a/run.exe", [1]), ("__MACOSX/a/1.png", [1]), ("set/.x/2.png", [1]), (@"set\b\2.JPG", [1]));
        ImageArchive.Unpack(zip, _target.Path, _limits);
        CollectionAssert.AreEqual((string[])["set/a/1.png", "set/b/2.JPG"], _target.Files());
    }

    [TestMethod]
    [DataRow("../evil.png")]
    [DataRow("a/../../evil.png")]
    [DataRow(@"..\evil.png")]
    [DataRow("/evil.png")]
    [DataRow("../notes.txt")]
    public void Unpack_EntryThatLeavesTheFolder_IsRefused(string entry)
    {
        string zip = _folder.Zip("a.zip", (entry, [1]));
        AssertRefused(zip, "outside", entry);
        Assert.IsEmpty(_target.Files());
        Assert.IsFalse(File.Exists(Path.Combine(_target.Path, "..", "evil.png")));
    }

    [TestMethod]
    public void Unpack_MoreBytesThanAllowed_IsRefused()
    {
        string zip = _folder.Zip("a.zip", ("a/1.png", new byte[600 << 10]), ("a/2.png", new byte[600 << 10]));
        AssertRefused(zip, "more than 1 MiB");
    }

    [TestMethod]
    public void Unpack_MoreEntriesThanAllowed_IsRefused()
    {
        string zip = _folder.Zip("a.zip", [.. Enumerable.Range(0, 11).Select(index => ($"{index}.png", Array.Empty<byte>()))]);
        AssertRefused(zip, "11 entries", "10");
    }

    [TestMethod]
    public void Unpack_NoArchive_SaysSo()
    {
        File.WriteAllText(_folder["a.zip"], "not a zip");
        AssertRefused(_folder["a.zip"], "not a .zip");
    }

    [TestMethod]
    public void Open_Archive_IsPrivateAndDeletedAtTheEnd()
    {
        string zip = _folder.Zip("a.zip", ("set/a/1.png", [1]), ("set/b/1.png", [1]));
        string unpacked;
        using (DataFolder data = DataFolder.Open(zip, _target["work"]))
        {
            unpacked = data.Path;
            Assert.HasCount(2, EvaluationData.Read(data).Images);
            if (!OperatingSystem.IsWindows())
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(unpacked));
            Assert.AreEqual(Path.Combine(zip, "set"), EvaluationData.Read(data).Folder);
        }
        Assert.IsFalse(Directory.Exists(unpacked));
    }

    [TestMethod]
    public void Open_RefusedArchive_LeavesNothing()
    {
        string zip = _folder.Zip("a.zip", ("a/1.png", [1]), ("../evil.png", [1]));
        Assert.ThrowsExactly<CliException>(() => DataFolder.Open(zip, _target.Path));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_target.Path));
    }

    private void AssertRefused(string zip, params string[] words)
    {
        CliException error = Assert.ThrowsExactly<CliException>(() => ImageArchive.Unpack(zip, _target.Path, _limits));
        Assert.AreEqual(1, error.ExitCode);
        foreach (string word in words)
            Assert.Contains(word, error.Message);
    }
}
