using System.Diagnostics;
using System.Globalization;
using AfdMlNet.Checkpoints;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Mpi;

/// <summary><c>mpiexec -n N afd train</c>; inconclusive where MPICH is not installed.</summary>
[TestClass]
public sealed class MpiTrainingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public MpiTrainingTests() => DrawnImages.Write(_folder["images"], DrawnImages.Encoded(30));

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Train_OneProcessOfMpi_IsTheRunWithoutMpi()
    {
        Finish(Mpich.Start(1, Arguments("one"), out Func<string> said), said);
        using Process alone = ToolProcess.Start(Arguments("alone"), out Func<string> saidAlone);
        Finish(alone, saidAlone);

        CollectionAssert.AreEqual(Student("alone"), Student("one"));
    }

    [TestMethod]
    public void Train_TwoProcessesTwice_IsTheSameAndSaidOnce()
    {
        Finish(Mpich.Start(2, Arguments("first"), out Func<string> said), said);
        Finish(Mpich.Start(2, Arguments("second"), out Func<string> again), again);

        CollectionAssert.AreEqual(Student("first"), Student("second"));
        Assert.AreEqual(1, said().Split('\n').Count(line => line.StartsWith("Trained 4 epochs", StringComparison.Ordinal)), said());
        Assert.Contains("2 processes", said());
    }

    [TestMethod]
    public void Train_ProcessKilled_EndsAllSoonAndGoesOnWithAnotherNumber()
    {
        using Process launcher = Mpich.Start(2, Endless("run"), out Func<string> said);
        AwaitCheckpoint(launcher, "run", said);

        Ranks("run")[1].Kill();

        Patience.AwaitEnd(launcher, said);
        Assert.AreNotEqual(0, launcher.ExitCode);
        GoOn("run");
    }

    [TestMethod]
    public void Train_ProcessSilent_IsHeldToBeLostAfterTheTimeAskedFor()
    {
        using Process launcher = Mpich.Start(2, Impatient("run"), out Func<string> said);
        AwaitCheckpoint(launcher, "run", said);

        Process silent = Ranks("run")[1];
        Signal(silent.Id, "STOP");

        Patience.AwaitEnd(launcher, said);
        Assert.AreEqual(AfdMlNet.Cli.ExitCode.BadInput, launcher.ExitCode, said());
        Assert.Contains("Process 0 of 2 waited 20 s for the others", said());
        Assert.Contains($"Go on with: afd train --resume {_folder["run"]}, with any number of processes", said());
        GoOn("run");
    }

    [TestMethod]
    public void Train_Interrupted_KeepsTheBestSoFarOnce()
    {
        using Process launcher = Mpich.Start(2, Endless("run"), out Func<string> said);
        AwaitCheckpoint(launcher, "run", said);

        Signal(launcher.Id, "INT");

        Patience.AwaitEnd(launcher, said);
        Assert.Contains("Cancelled; the best so far was kept", said());
        Assert.IsTrue(File.Exists(_folder["run/model.zip"]), said());
    }

    [TestMethod]
    public void Train_LinkBetweenTwoHostsCut_StopsBothAndGoesOnWithOneProcess()
    {
        Mpich.Require();
        using var hosts = new TwoHosts(_folder.Path);
        using Process launcher =
            ToolProcess.Start([.. hosts.Launcher, .. ToolProcess.Command, .. Impatient("run")], TwoHosts.Variables, out Func<string> said);
        try
        {
            AwaitCheckpoint(launcher, "run", said);
            Assert.HasCount(2, Ranks("run"));
            Assert.IsGreaterThan(1_000_000, hosts.Sent);

            hosts.Cut();

            Patience.Await(() => Ranks("run").Count == 0, said);
            Assert.Contains("Process 0 of 2 waited 20 s for the others", said());
        }
        finally
        {
            // It waits for the other host as long as TCP does.
            launcher.Kill(entireProcessTree: true);
            launcher.WaitForExit();
        }

        GoOn("run");
    }

    [TestMethod]
    public void Train_OtherOptionsInOneProcess_IsRefusedAndSaysWhat()
    {
        using Process launcher = Mpich.Start(
            ["-n", "1", .. ToolProcess.Command, .. Arguments("run"), ":", "-n", "1", .. ToolProcess.Command, .. Arguments("run"),
                "--temperature", "5"],
            out Func<string> said);

        Patience.AwaitEnd(launcher, said);
        Assert.AreNotEqual(0, launcher.ExitCode);
        Assert.Contains("another run", said());
        Assert.IsFalse(File.Exists(_folder["run/model.zip"]));
    }

    [TestMethod]
    public void Train_StartedByOpenMpi_IsRefused()
    {
        using Process process = ToolProcess.Start(
            [.. ToolProcess.Command, .. Arguments("run")], new Dictionary<string, string?> { ["OMPI_COMM_WORLD_SIZE"] = "2" },
            out Func<string> said);
        process.WaitForExit();

        Assert.AreEqual(AfdMlNet.Cli.ExitCode.BadInput, process.ExitCode);
        Assert.Contains("started by Open MPI's launcher", said());
    }

    [TestMethod]
    public void Train_SlurmTasksThatDoNotFindEachOther_AreRefused()
    {
        Mpich.Require();
        using Process process = ToolProcess.Start(
            [.. ToolProcess.Command, .. Arguments("run")], new Dictionary<string, string?> { ["SLURM_STEP_NUM_TASKS"] = "4" },
            out Func<string> said);
        process.WaitForExit();

        Assert.AreEqual(AfdMlNet.Cli.ExitCode.BadInput, process.ExitCode);
        Assert.Contains("started 4 processes and MPI knows of 1", said());
        Assert.IsFalse(Directory.Exists(_folder["run"]));
    }

    [TestMethod]
    public void Train_WithoutALauncher_LoadsNothingOfMpi()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("What a process has loaded is read from /proc.");
        using Process process = ToolProcess.Start(Endless("run"), out Func<string> said);
        AwaitCheckpoint(process, "run", said);

        string loaded = File.ReadAllText($"/proc/{process.Id}/maps");
        process.Kill();
        process.WaitForExit();

        Assert.Contains("libtorch", loaded);
        Assert.DoesNotContain("mpich", loaded);
        Assert.DoesNotContain("/MPI.dll", loaded);
    }

    private string[] Arguments(string output, int epochs = 4) =>
        ["train", _folder["images"], "--out", _folder[output], "--students", "resnet8,resnet14", "--batch-size", "27", "--epochs",
            $"{epochs}"];

    private string[] Endless(string output) => [.. Arguments(output, 100_000), "--checkpoint-minutes", "0.005"];

    // Long enough for a busy machine not to seem lost.
    private string[] Impatient(string output) => [.. Endless(output), "--rank-timeout", "20"];

    private byte[] Student(string output) => File.ReadAllBytes(_folder[$"{output}/student.onnx"]);

    private IReadOnlyDictionary<int, Process> Ranks(string output) => Mpich.Ranks(_folder[output]);

    private static void Finish(Process process, Func<string> said)
    {
        Patience.AwaitEnd(process, said);
        Assert.AreEqual(0, process.ExitCode, said());
    }

    /// <summary>
    /// Waits for a checkpoint from which a model comes whenever the run is ended: one that was written after the first epoch.
    /// </summary>
    private void AwaitCheckpoint(Process process, string output, Func<string> said)
    {
        Patience.Await(() => process.HasExited || (Newest() > 0 && said().Contains("epoch 1/", StringComparison.Ordinal)), said);
        int before = Newest();
        Patience.Await(() => process.HasExited || Newest() > before, said);
        Assert.IsFalse(process.HasExited, said());

        int Newest() => CheckpointFolder.NewestFirst(_folder[$"{output}/checkpoints"]) is [var newest, ..]
            ? int.Parse(Path.GetFileNameWithoutExtension(newest).Split('-')[1], CultureInfo.InvariantCulture)
            : 0;
    }

    private void GoOn(string output)
    {
        CommandLine resumed = CommandLine.Run("train", "--resume", _folder[output], "--for", "0.1s");
        Assert.AreEqual(0, resumed.ExitCode, resumed.Error);
        Assert.Contains("Going on from", resumed.Out);
        Assert.DoesNotContain("damaged", resumed.Out);
    }

    private static void Signal(int process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }
}
