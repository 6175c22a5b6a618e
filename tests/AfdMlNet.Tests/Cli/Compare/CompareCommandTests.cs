using System.Diagnostics;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary><c>afd compare</c> on real images, and what it refuses.</summary>
[TestClass]
public sealed class CompareCommandTests : IDisposable
{
    private const string Images = "cifar100-10c-mini-png.zip";

    // 3 kills in the suite; AFD_COMPARE_KILLS=10 by hand.
    private static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("AFD_COMPARE_KILLS"), out int kills) ? kills : 3;

    private static readonly string[] _protocol = Protocol();

    private static readonly string[] _longer = Protocol(epochs: "12");

    private readonly ScratchFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Key_SettingsOfToday_StaysAsItIs()
    {
        string Key(string options)
        {
            TrainSettings run = TrainCommand.Read(TrainCommand.Create().Parse($"d --threads 2 {options}"));
            return RunKey.OfLines(DecidingSettings.WithoutContents(DecidingSettings.Of(run, TrainerOptions.Of(run), new("data", "")))
                .Where(setting => setting.Key != "version").Select(setting => $"{setting.Key}={setting.Value}"));
        }

        Assert.AreEqual(Key(""), Key("--epochs 100 --method afd --temperature 3 --ramp-up 0 --adversarial-every 1 --game least-squares"));
        Assert.AreNotEqual(Key(""), Key("--epochs 99"));
        Assert.AreNotEqual(Key(""), Key("--decay-only"));
        Assert.AreNotEqual(Key(""), Key("--gpu 0,1"));
        Assert.AreEqual(Key("--gpu 1"), Key("--gpu 0,1"));
        Assert.AreEqual("e69edfbabbb84de4", Key(""));
    }

    [TestMethod]
    public void Compare_Protocol_FillsTheTableAndRepeatsNothing()
    {
        string images = SharedData.File(Images);
        File.WriteAllText(_folder["p.rsp"],
            $"# A comment, with 'quotes'.\n{string.Join(' ', _protocol)}\n--vary \"no decay: --method afd --adversarial-decay 0\"\n");

        CommandLine first = CommandLine.Run("compare", images, "--out", _folder["out"], $"@{_folder["p.rsp"]}");
        string records = File.ReadAllText(_folder["out/records.jsonl"]);
        CommandLine again = CommandLine.Run("compare", images, "--out", _folder["out"], $"@{_folder["p.rsp"]}");

        Assert.AreEqual(0, first.ExitCode, first.Error);
        Assert.AreEqual(0, again.ExitCode, again.Error);
        Assert.AreEqual(records, File.ReadAllText(_folder["out/records.jsonl"]));
        string table = File.ReadAllText(_folder["out/compare.md"]);
        Assert.Contains("6 of 6 runs are finished", table);
        Assert.Contains("| no decay | 2 |", table);
        Assert.Contains("## In words", table);
        foreach (string file in new[] { "compare.csv", "compare.json", "compare.html", "bars-resnet8-resnet14.svg",
            "curves-resnet8-resnet14.svg" })
            Assert.IsTrue(File.Exists(_folder[$"out/{file}"]), file);
    }

    [TestMethod]
    public void Compare_NoTime_StopsBeforeTheFirstRunAndSaysWhatIsLeft()
    {
        string images = SharedData.File(Images);
        CommandLine first = CommandLine.Run(["compare", images, "--out", _folder["out"], .. Protocol(seeds: "1", methods: "dml")]);
        Assert.AreEqual(0, first.ExitCode, first.Error);

        CommandLine answer = CommandLine.Run(["compare", images, "--out", _folder["out"], .. _protocol, "--for", "0.001s"]);

        Assert.AreEqual(AfdMlNet.Cli.ExitCode.Unfinished, answer.ExitCode, answer.Error + answer.Out);
    }

    [TestMethod]
    public void Compare_VariantsThatAreWrong_AreAllNamedBeforeAnythingRuns()
    {
        _folder.With("d/train/a/1.png", "d/train/b/1.png");

        CommandLine answer = CommandLine.Run(
            "compare", _folder["d"], "--out", _folder["out"], "--students", "resnet8,resnet14,resnet20", "--vary", "x: --method kd",
            "--vary", "y: --two-depths --last-stage-only");

        Assert.AreEqual(AfdMlNet.Cli.ExitCode.Usage, answer.ExitCode);
        Assert.Contains("'x'", answer.Error);
        Assert.Contains("one teacher", answer.Error);
        Assert.Contains("'y'", answer.Error);
        Assert.IsFalse(Directory.Exists(_folder["out"]) && Directory.EnumerateFiles(_folder["out"], "*.jsonl").Any());
    }

    [TestMethod]
    public void Compare_KilledAgainAndAgain_EndsInTheSameTable()
    {
        string images = SharedData.File(Images);
        CommandLine whole = CommandLine.Run(["compare", images, "--out", _folder["whole"], .. _longer]);
        Assert.AreEqual(0, whole.ExitCode, whole.Error);
        var random = new Random(7);
        int killed = 0;
        for (; killed < _kills; killed++)
        {
            using Process process = Start(images, out Func<string> said, "--json");
            // Of 12 to a run, and 4 runs.
            int epochs = random.Next(13);
            Patience.Await(() => process.HasExited || said().Split("\"epochEnded\"").Length > epochs, said);
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode == 0)
                break;
        }

        using (Process last = Start(images, out Func<string> said))
        {
            Patience.AwaitEnd(last, said);
            Assert.AreEqual(0, last.ExitCode, said());
        }

        TestContext.WriteLine($"Killed {killed} times.");
        Assert.IsGreaterThan(0, killed);
        Assert.AreEqual(ComparedTable.Accuracies(_folder["whole/compare.json"]), ComparedTable.Accuracies(_folder["killed/compare.json"]));
    }

    private static string[] Protocol(string epochs = "2", string seeds = "1,2", string methods = "independent,dml") =>
    [
        "--classes", "3", "--per-class", "12", "--size", "8", "--batch-size", "16", "--epochs", epochs, "--students", "resnet8,resnet14",
        "--seeds", seeds,
        "--methods", methods,
    ];

    private Process Start(string images, out Func<string> said, params string[] more) =>
        ToolProcess.Start(["compare", images, "--out", _folder["killed"], .. _longer, .. more], out said);
}
