using System.IO.Compression;
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
        string zip = _folder.Zip("a.zip", ("set/", []), ("set/a/1.png", [1]), ("set/a/run.exe", [1]), ("__MACOSX/a/1.png", [1]),
            ("set/.x/2.png", [1]), (@"set\b\2.JPG", [1]));
        ImageArchive.Unpack(zip, _target.Path, _limits);
        CollectionAssert.AreEqual((string[])["set/a/1.png", "set/b/2.JPG"], _target.Files());
    }

    [TestMethod]
    public void Unpack_EntriesBelowADot_AreImages()
    {
        string zip = _folder.Zip("a.zip", ("./a/1.png", [1]), ("./b/2.png", [1]), ("./.hidden/3.png", [1]));
        ImageArchive.Unpack(zip, _target.Path, _limits);
        CollectionAssert.AreEqual((string[])["a/1.png", "b/2.png"], _target.Files());
    }

    [TestMethod]
    public void Unpack_OtherEndings_GoByContentAndTheRestIsTold()
    {
        string zip =
            _folder.Zip("a.zip", ("a/1.jfif", [1]), ("a/photo", Images.Samples.Pictures.Png(2, 2)), ("a/2.tif", [1]), ("list.csv", [1]));
        var notes = new PassedOver();
        ImageArchive.Unpack(zip, _target.Path, _limits, notes: notes);
        CollectionAssert.AreEqual((string[])["a/1.jfif", "a/photo"], _target.Files());
        Assert.Contains("1 file ending in .tif", string.Join(' ', notes.Lines));
        Assert.Contains("1 .csv", string.Join(' ', notes.Lines));
    }

    [TestMethod]
    public void Open_NamesOfAnotherCodePage_StayApartAndAreTold()
    {
        using DataFolder data = DataFolder.Open(SharedData.Finding("cp437-names.zip"), _target.Path);
        Assert.HasCount(3, EvaluationData.Read(data).Classes);
        Assert.Contains("another code page", string.Join(' ', data.PassedOver.Lines));
    }

    [TestMethod]
    public void Open_PasswordProtected_SaysSo() =>
        Assert.Contains("protected by a password", Assert.ThrowsExactly<CliException>(
            () => DataFolder.Open(SharedData.Finding("encrypted.zip"), _target.Path)).Message);

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
    public void TotalFor_SmallArchive_IsFarLessThanForALargeOne()
    {
        Assert.AreEqual(1L << 30, ArchiveLimits.Default.TotalFor(1000));
        Assert.AreEqual(50L << 30, ArchiveLimits.Default.TotalFor(1L << 30));
        Assert.AreEqual(64L << 30, ArchiveLimits.Default.TotalFor(1L << 40));
    }

    [TestMethod]
    [DataRow("a/\u0001.png", "control characters")]
    [DataRow("a/b\0.png", "control characters")]
    [DataRow("a/33.png", "33 folders deep", 33)]
    [DataRow("a/600.png", "characters", 600)]
    public void Unpack_OddName_IsRefused(string entry, string reason, int levels = 0)
    {
        string zip = _folder.Zip("a.zip", (string.Concat(Enumerable.Repeat("a/", levels)) + entry[(levels > 0 ? 2 : 0)..], [1]));
        AssertRefused(zip, reason);
        Assert.IsEmpty(_target.Files());
    }

    [TestMethod]
    public void Unpack_Link_IsRefused()
    {
        string zip = _folder.Zip("a.zip", ("a/1.png", [1]));
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Update))
            archive.Entries[0].ExternalAttributes = unchecked((int)0xA1FF0000);
        AssertRefused(zip, "a/1.png", "a link or a device");
    }

    [TestMethod]
    [DataRow("a/1.png", "a/1.png")]
    [DataRow("a.png", "a.png/b.png")]
    public void Unpack_TwoEntriesInOnePlace_IsRefused(string first, string second) =>
        AssertRefused(_folder.Zip("a.zip", (first, [1]), (second, [1])), "cannot be written");

    [TestMethod]
    [DataRow("con.png")]
    [DataRow("a/NUL/1.png")]
    [DataRow("com1 .png")]
    [DataRow("a./1.png")]
    [DataRow("a /1.png")]
    [DataRow("what?.png")]
    public void EntryName_ThatWindowsDoesNotAllow_IsRefusedThereAlone(string name)
    {
        Assert.IsNotNull(EntryName.Refusal(name, onWindows: true));
        Assert.IsNull(EntryName.Refusal(name, onWindows: false));
    }

    [TestMethod]
    public void EntryName_WithADrive_LeadsOutsideOnWindows()
    {
        Assert.IsTrue(EntryName.LeadsOutside("C:x.png", onWindows: true));
        Assert.IsFalse(EntryName.LeadsOutside("12:30.png", onWindows: false));
        Assert.IsNull(EntryName.Refusal("console/icon.png", onWindows: true));
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
