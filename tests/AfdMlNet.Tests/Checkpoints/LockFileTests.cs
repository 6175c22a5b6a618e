using AfdMlNet.Checkpoints;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Checkpoints;

[TestClass]
public sealed class LockFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Path => _folder["lock"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void Open_HeldBySomebody_SaysSoAndNamesTheCause(bool heldShared, bool shared)
    {
        using (LockFile.Open(Path, heldShared, "taken"))
        {
            var error = Assert.ThrowsExactly<LockTakenException>(() => LockFile.Open(Path, shared, "Another is at work."));
            Assert.AreEqual("Another is at work.", error.Message);
            Assert.IsInstanceOfType<IOException>(error.InnerException);
        }

        LockFile.Open(Path, shared, "taken").Dispose();
    }

    [TestMethod]
    public void Open_SharedByAll_IsNotTaken()
    {
        using FileStream one = LockFile.Open(Path, shared: true, "taken");
        using FileStream other = LockFile.Open(Path, shared: true, "taken");

        Assert.IsTrue(one.CanRead && other.CanRead);
        Assert.ThrowsExactly<LockTakenException>(() => LockFile.Open(Path, shared: false, "taken"));
    }

    /// <summary>Whatever keeps the file from being opened, nobody else is at work.</summary>
    [TestMethod]
    public void Open_FileThatCannotBeOpened_IsNotSaidToBeTaken()
    {
        File.CreateSymbolicLink(Path, Path);

        Exception? error = null;
        try
        {
            LockFile.Open(Path, shared: false, "taken").Dispose();
        }
        catch (IOException caught)
        {
            error = caught;
        }

        Assert.IsNotNull(error);
        Assert.IsNotInstanceOfType<LockTakenException>(error);
    }

    [TestMethod]
    public void OpenFolderOfCheckpoints_LockThatCannotBeOpened_SaysWhatIsWrong()
    {
        Directory.CreateDirectory(_folder["checkpoints"]);
        File.CreateSymbolicLink(_folder["checkpoints/.lock"], _folder["checkpoints/.lock"]);

        var error = Assert.ThrowsExactly<IOException>(() => CheckpointFolder.Open(_folder["checkpoints"]));

        Assert.Contains("cannot be written to", error.Message);
        Assert.DoesNotContain("Another run", error.Message);
    }
}
