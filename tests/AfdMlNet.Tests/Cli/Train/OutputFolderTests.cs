using System.Diagnostics;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class OutputFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Prepare_BelowAFile_IsFoundOut()
    {
        _folder.With("file");
        CliException error = Assert.ThrowsExactly<CliException>(() => OutputFolder.Prepare(_folder[Path.Combine("file", "out")]));
        Assert.Contains("cannot be written", error.Message);
        Assert.Contains("--out", error.Message);
        Assert.AreEqual(1, error.ExitCode);
    }

    [TestMethod]
    public void Prepare_NewFolder_LeavesNoProbe()
    {
        OutputFolder.Prepare(_folder[Path.Combine("new", "out")]);
        Assert.IsEmpty(_folder.Files());
    }

    [TestMethod]
    public void Write_AllComplete_ReplacesTheOld()
    {
        _folder.With("model.zip", "other.txt");
        OutputFolder.Prepare(_folder.Path)
            .Write([("labels.txt", path => File.WriteAllText(path, "new")), ("model.zip", path => File.WriteAllText(path, "new"))]);
        CollectionAssert.AreEqual((string[])["labels.txt", "model.zip", "other.txt"], _folder.Files());
        Assert.AreEqual("new", File.ReadAllText(_folder["model.zip"]));
    }

    [TestMethod]
    public void Write_OneFails_KeepsTheOldAndLeavesNothing()
    {
        _folder.With("model.zip");
        OutputFolder output = OutputFolder.Prepare(_folder.Path);
        CliException error = Assert.ThrowsExactly<CliException>(() => output.Write(
        [
            ("labels.txt", path => File.WriteAllText(path, "new")),
            ("model.zip", path =>
            {
                File.WriteAllText(path, "half");
                throw new IOException("No space left on device.");
            }),
        ]));
        Assert.Contains("model.zip", error.Message);
        Assert.Contains("No space left", error.Message);
        CollectionAssert.AreEqual((string[])["model.zip"], _folder.Files());
        CollectionAssert.AreEqual((byte[])[0], File.ReadAllBytes(_folder["model.zip"]));
    }

    [TestMethod]
    public void Write_DiskFull_SaysWhichFileAndWhy()
    {
        if (!OperatingSystem.IsLinux() || !Mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder.Path))
            Assert.Inconclusive("A small file system cannot be mounted here.");
        try
        {
            OutputFolder output = OutputFolder.Prepare(_folder["out"]);
            CliException error = Assert.ThrowsExactly<CliException>(
                () => output.Write([("model.zip", path => File.WriteAllBytes(path, new byte[1 << 20]))]));
            output.Abandon();
            Assert.Contains("model.zip", error.Message);
            Assert.Contains("No space left", error.Message);
            Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path));
        }
        finally
        {
            Start("umount", _folder.Path);
        }
    }

    [TestMethod]
    public void Abandon_FolderOfThisRun_IsTakenBack()
    {
        OutputFolder.Prepare(_folder["out"]).Abandon();
        Assert.IsFalse(Directory.Exists(_folder["out"]));
        OutputFolder.Prepare(_folder.Path).Abandon();
        Assert.IsTrue(Directory.Exists(_folder.Path));
    }

    private static bool Mount(params string[] arguments) => Start("mount", arguments);

    private static bool Start(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
