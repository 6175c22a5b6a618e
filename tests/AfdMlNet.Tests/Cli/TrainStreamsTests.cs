using System.Diagnostics;
using System.Globalization;

namespace AfdMlNet.Tests.Cli;

/// <summary>
/// <c>afd train</c> in processes of its own, whose output nobody takes or that are asked to end: there is a model each time.
/// </summary>
[TestClass]
public sealed class TrainStreamsTests : IDisposable
{
    private const int Few = 3;
    private const int Many = 100_000;

    // What the tests were started by may ignore signals (nohup, a script in the background), and children inherit that.
    private static readonly string[] _usualSignals = ["env", "--default-signal=HUP,INT,QUIT,TERM,USR1"];

    private readonly ScratchFolder _folder = new();

    public TrainStreamsTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("Signals, /dev/full and terminals of their own are tried on Linux.");
        DrawnImages.Write(_folder["images"], DrawnImages.Encoded(9));
        Directory.CreateDirectory(_folder["temporary"]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("> /dev/full")]
    [DataRow("> /dev/full 2> /dev/full")]
    [DataRow(">&- 2>&-")]
    [DataRow("> /dev/full", "--json")]
    public void Train_OutputThatNobodyTakes_EndsInTheModelOfAQuietRun(string streams, params string[] more)
    {
        AssertEnds(0, Shell($"exec \"$@\" {streams}", "out", Few, more));
        AssertEnds(0, Shell("exec \"$@\"", "quiet", Few));

        CollectionAssert.AreEqual(File.ReadAllBytes(_folder["quiet/student.onnx"]), File.ReadAllBytes(_folder["out/student.onnx"]));
        CollectionAssert.AreEqual(Names("quiet"), Names("out"));
    }

    [TestMethod]
    public void Train_OutputThatNobodyTakes_SaysSoOnce()
    {
        (Process process, Func<string> said) = Shell("exec \"$@\" > /dev/full", "out", Few);
        Patience.AwaitEnd(process, said);

        Assert.HasCount(2, said().Split("Not all that was to be shown could be written: No space left"));
    }

    [TestMethod]
    [DataRow("HUP")]
    [DataRow("QUIT")]
    [DataRow("USR1")]
    [DataRow("TERM")]
    [DataRow("HUP", "> /dev/full 2> /dev/full")]
    [DataRow("TERM", "> /dev/full 2> /dev/full")]
    public void Train_AskedToEnd_SavesTheBestAndLeavesNothingBeside(string signal, string streams = "")
    {
        (Process process, Func<string> said) = Shell($"exec \"$@\" {streams}", "out", Many);
        AwaitEpoch(process, said);
        Send(signal, process.Id);

        AssertEnds(AfdMlNet.Cli.ExitCode.Cancelled, (process, said));

        Assert.IsTrue(File.Exists(_folder["out/model.zip"]), said());
        AssertNothingIsLeft();
    }

    [TestMethod]
    public void Train_HangUpThatIsIgnoredAsByNohup_GoesOn()
    {
        (Process process, Func<string> said) = Shell("trap '' HUP; exec \"$@\"", "out", Few);
        AwaitEpoch(process, said);
        Send("HUP", process.Id);

        AssertEnds(0, (process, said));
    }

    [TestMethod]
    [DataRow(true, Few)]
    [DataRow(false, Many)]
    public void Train_TerminalThatIsGone_EndsInAModel(bool ignoresHangUp, int epochs)
    {
        string command = $"{(ignoresHangUp ? "trap '' HUP; " : "")}echo $$ > {_folder["pid"]}; exec "
            + string.Join(' ', Command("out", epochs).Select(word => $"'{word}'"));
        // A terminal's size by hand: one without has none.
        string[] script = [.. _usualSignals, "script", "-qfc", $"stty rows 40 cols 120; {command}", "/dev/null"];
        using Process terminal = ToolProcess.Start(script, Environment("xterm"), out Func<string> said);
        AwaitEpoch(terminal, said);
        int id = int.Parse(File.ReadAllText(_folder["pid"]), CultureInfo.InvariantCulture);
        terminal.Kill();

        Patience.Await(() => !Directory.Exists($"/proc/{id}"), said);

        Assert.IsTrue(File.Exists(_folder["out/model.zip"]), said());
        AssertNothingIsLeft();
    }

    // ONNX Runtime leaves a note of its own, .ses.
    private void AssertNothingIsLeft() => Assert.IsEmpty(Directory.GetFileSystemEntries(_folder["temporary"], "afd*"));

    private string[] Names(string output) =>
        [.. Directory.EnumerateFileSystemEntries(_folder[output]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void AssertEnds(int code, (Process Process, Func<string> Said) run)
    {
        using Process process = run.Process;
        Patience.AwaitEnd(process, run.Said);
        Assert.AreEqual(code, process.ExitCode, run.Said());
    }

    /// <summary>Waits for the first epoch: before, there is no model to save.</summary>
    private void AwaitEpoch(Process process, Func<string> said) => Patience.Await(
        () => process.HasExited || (File.Exists(_folder["out.csv"]) && File.ReadAllText(_folder["out.csv"]).Contains("\n1,")), said);

    private static void Send(string signal, int process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.AreEqual(0, kill.ExitCode);
    }

    private (Process Process, Func<string> Said) Shell(string script, string output, int epochs, params string[] more) =>
        (ToolProcess.Start(
            [.. _usualSignals, "sh", "-c", script, "sh", .. Command(output, epochs), .. more], Environment("dumb"),
            out Func<string> said), said);

    private string[] Command(string output, int epochs) =>
    [
        .. ToolProcess.Command, "train", _folder["images"], "--out", _folder[output], "--students", "resnet8,resnet8", "--batch-size", "9",
        "--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--checkpoint-minutes", "0.0001", "--no-cpu-check",
        "--log", _folder[$"{output}.csv"],
    ];

    private Dictionary<string, string?> Environment(string terminal) => new()
    {
        ["TMPDIR"] = _folder["temporary"],
        ["TERM"] = terminal,
    };
}
