using AfdMlNet.Checkpoints;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Checkpoints;

[TestClass]
public sealed class CheckpointOptionsTests
{
    [TestMethod]
    public void In_FolderOfARun_IsItsCheckpointsNewestFirst()
    {
        using var folder = new ScratchFolder();
        string[] written = Write(folder["run"], 3);

        CollectionAssert.AreEqual(written.Reverse().ToArray(), CheckpointOptions.In(folder["run"]).ToArray());
        Assert.IsEmpty(CheckpointOptions.In(folder["none"]));
    }

    [TestMethod]
    public void Remove_FolderOfARun_LeavesWhatIsNotOfIt()
    {
        using var folder = new ScratchFolder();
        Write(folder["alone"], 2);
        Write(folder["shared"], 2);
        File.WriteAllText(folder["shared/notes.txt"], "mine");

        CheckpointOptions.Remove(folder["alone"]);
        CheckpointOptions.Remove(folder["shared"]);
        CheckpointOptions.Remove(folder["none"]);

        Assert.IsFalse(Directory.Exists(folder["alone"]));
        CollectionAssert.AreEqual(
            (string[])["notes.txt"], Directory.GetFiles(folder["shared"]).Select(file => Path.GetFileName(file)).ToArray());
    }

    private static string[] Write(string path, int count)
    {
        using CheckpointFolder folder = CheckpointFolder.Open(path);
        return [.. Enumerable.Range(0, count).Select(number => folder.Write(stream => stream.WriteByte((byte)number)))];
    }
}
