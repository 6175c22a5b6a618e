using System.Diagnostics;
using System.Globalization;

namespace AfdMlNet.Tests.Cli;

/// <summary>
/// <c>afd train</c> in processes of its own that are killed, or whose disk is full, and started again with the same command.
/// </summary>
[TestClass]
public sealed class TrainInterruptionTests : IDisposable
{
    // 3 kills in the suite; AFD_TRAIN_KILLS=100 by hand.
    private static readonly int _times =
        int.TryParse(Environment.GetEnvironmentVariable("AFD_TRAIN_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int times)
            ? times
            : 3;

    // An epoch has four, and there are twelve epochs to a kill.
    private const int BatchesToAKill = 24;

    private readonly ScratchFolder _folder = new();
    private readonly Random _random = new(1);

    public TestContext TestContext { get; set; } = null!;

    public TrainInterruptionTests() => DrawnImages.Write(_folder["images"], DrawnImages.Encoded(30));

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Train_KilledAgainAndAgain_GivesTheBytesOfARunThatWasNot()
    {
        Finish(_folder["whole"]);
        int killed = 0;
        for (; killed < _times; killed++)
        {
            using Process process = StartAndAwaitSomeBatches(_folder["killed"], out _);
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode == 0)
                break;
            Assert.IsLessThanOrEqualTo(1, Directory.GetFiles(_folder["killed/checkpoints"], "*.tmp").Length);
        }

        string said = Finish(_folder["killed"]);

        TestContext.WriteLine($"Killed {killed} times.");
        Assert.IsGreaterThan(0, killed);
        Assert.DoesNotContain("passed over", said);
        Assert.Contains("Going on from", said);
        AssertSame(_folder["killed"]);
    }

    [TestMethod]
    public void Train_DiskFull_SaysSoKeepsTheLastCheckpointAndGoesOnOnceThereIsSpace()
    {
        string disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        if (!OperatingSystem.IsLinux()
            || !Environment.IsPrivilegedProcess
            || Shell("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk) != 0)
            Assert.Inconclusive("A small disk can be made by root on Linux alone.");
        try
        {
            Finish(_folder["whole"]);
            int full = 0;
            for (; full < _times; full++)
            {
                string ballast = Path.Combine(disk, "ballast");
                using Process process = StartAndAwaitSomeBatches(Path.Combine(disk, "run"), out Func<string> said);
                Fill(ballast);
                Patience.AwaitEnd(process, said);
                File.Delete(ballast);
                if (process.ExitCode == 0)
                    break;
                Assert.AreEqual(AfdMlNet.Cli.ExitCode.BadInput, process.ExitCode, said());
                Assert.Contains("No space left", said());
            }

            string end = Finish(Path.Combine(disk, "run"));

            TestContext.WriteLine($"{full} times full.");
            Assert.IsGreaterThan(0, full);
            Assert.DoesNotContain("passed over", end);
            AssertSame(Path.Combine(disk, "run"));
        }
        finally
        {
            Shell("umount", disk);
        }
    }

    [TestMethod]
    public void Train_Resume_NeedsNothingButTheFolder()
    {
        string run = _folder["killed"];
        CommandLine stopped = Interrupted(run, epochs: 1000);
        Assert.Contains($"afd train --resume {run}", stopped.Out);

        CommandLine resumed = CommandLine.Run("train", "--resume", run, "--for", "0.1s");

        Assert.AreEqual(0, resumed.ExitCode, resumed.Error);
        Assert.Contains("Going on from", resumed.Out);
    }

    [TestMethod]
    public void Train_LogOfARunThatGoesOn_HasEveryEpochOnce()
    {
        string[] log = ["--log", _folder["run.csv"]];
        Interrupted(_folder["run"], epochs: 12, log);

        CommandLine.Run(["train", _folder["images"], "--out", _folder["run"], .. Arguments(epochs: 12), .. log])
            .AssertSucceeds("Going on from");

        string[] epochs = [.. File.ReadLines(_folder["run.csv"]).Skip(1).Select(line => line.Split(',')[0])];
        CollectionAssert.AreEqual(Enumerable.Range(1, 12).SelectMany(epoch => Enumerable.Repeat($"{epoch}", 2)).ToArray(), epochs);
    }

    [TestMethod]
    public void Train_ResumeOfAFolderWithoutARun_SaysWhatIsMissing() =>
        CommandLine.Run("train", "--resume", _folder["images"]).AssertFails(AfdMlNet.Cli.ExitCode.BadInput, "holds no run to go on with");

    [TestMethod]
    public void Train_ResumeWithOtherOptions_IsRefused() => CommandLine.Run("train", _folder["images"], "--resume", "x", "--epochs", "3")
        .AssertFails(AfdMlNet.Cli.ExitCode.Usage, "--resume and FOLDER, --epochs", "leave them away");

    [TestMethod]
    public void Train_SameFolderWithOtherOptions_IsRefusedWithTheDifferences()
    {
        string run = _folder["killed"];
        Interrupted(run, epochs: 1000);

        CommandLine other = CommandLine.Run(["train", _folder["images"], "--out", run, .. Arguments(epochs: 1000), "--temperature", "4"]);

        Assert.AreEqual(AfdMlNet.Cli.ExitCode.BadInput, other.ExitCode);
        Assert.Contains("Temperature was at its default and is 4", other.Error);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Train_FolderCheckpointsOfTheUsers_Stays(bool keeps)
    {
        File.WriteAllText(_folder.With("out/checkpoints/notes.txt")["out/checkpoints/notes.txt"], "mine");

        CommandLine answer = CommandLine.Run(
            ["train", _folder["images"], "--out", _folder["out"], .. Arguments(epochs: 2), .. keeps ? [] : (string[])["--no-checkpoints"]]);

        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        CollectionAssert.AreEqual(new[] { "notes.txt" },
            Directory.EnumerateFileSystemEntries(_folder["out/checkpoints"]).Select(Path.GetFileName).ToArray());
        Assert.AreEqual("mine", File.ReadAllText(_folder["out/checkpoints/notes.txt"]));
    }

    private static void Fill(string ballast)
    {
        using FileStream file = File.Create(ballast);
        var block = new byte[64 << 10];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private void AssertSame(string run)
    {
        CollectionAssert.AreEqual(File.ReadAllBytes(_folder["whole/student.onnx"]), File.ReadAllBytes(Path.Combine(run, "student.onnx")));
        CollectionAssert.AreEqual(
            Directory.EnumerateFileSystemEntries(_folder["whole"]).Select(Path.GetFileName).Order().ToArray(),
            Directory.EnumerateFileSystemEntries(run).Select(Path.GetFileName).Order().ToArray());
    }

    private static string[] Arguments(int epochs) =>
    [
        "--students", "resnet8,resnet14", "--batch-size", "27", "--epochs", epochs.ToString(CultureInfo.InvariantCulture),
        "--checkpoint-minutes", "0.0005",
        "--two-depths", "--ema", "0.9",
    ];

    /// <summary>A run that was asked to end after its third epoch.</summary>
    private CommandLine Interrupted(string output, int epochs, params string[] more)
    {
        CommandLine stopped =
            CommandLine.TrainUntil("epoch 3/", ["train", _folder["images"], "--out", output, .. Arguments(epochs), .. more]);
        Assert.AreEqual(AfdMlNet.Cli.ExitCode.Cancelled, stopped.ExitCode, stopped.Error);
        return stopped;
    }

    private string Finish(string output)
    {
        using Process process = Start(output, out Func<string> said);
        Patience.AwaitEnd(process, said);
        Assert.AreEqual(0, process.ExitCode, said());
        return said();
    }

    /// <summary>
    /// Returns in the midst of a batch, some batches after the process has written its first checkpoint; or where it has ended.
    /// </summary>
    private Process StartAndAwaitSomeBatches(string output, out Func<string> said)
    {
        Process process = Start(output, out said, "--json");
        int some = _random.Next(BatchesToAKill);
        Func<string> heard = said;
        Patience.Await(
            () => process.HasExited
                || some <= heard().Split('\n').SkipWhile(line => !Is(line, "checkpointWritten")).Count(line => Is(line, "batchEnded")),
            said);
        return process;

        static bool Is(string line, string kind) => line.Contains($"\"{kind}\"", StringComparison.Ordinal);
    }

    private Process Start(string output, out Func<string> said, params string[] more) =>
        ToolProcess.Start(["train", _folder["images"], "--out", output, .. Arguments(epochs: 12 * _times), .. more], out said);

    private static int Shell(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
