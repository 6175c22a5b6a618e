using System.Diagnostics;
using System.Globalization;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;
using AfdMlNet.Reporting;
using AfdMlNet.Tests.Documents;
using Spectre.Console;

namespace AfdMlNet.Tests.Cli.Output;

/// <summary>The screen of <c>afd train</c> on terminals of any width.</summary>
[TestClass]
public sealed class TrainScreenTests
{
    private const int Epochs = 10, Steps = 14;

    private static readonly string[] _classes = ["daisy", "dandelion", "roses", "sunflowers", "tulips"];

    private static readonly TrainingHistory _history = new(
        [.. Enumerable.Range(1, Epochs).Select(Epoch)], [new("resnet20", 10, 0.8, 0.8), new("resnet32", 10, 0.8, 0.8)], [],
        StopReason.Completed, TimeSpan.FromMinutes(7));

    [TestMethod]
    [DataRow(60)]
    [DataRow(100)]
    [DataRow(140)]
    [DataRow(200)]
    public void Screen_OfATraining_IsTheOneInTheDocs(int columns)
    {
        var screen = new TerminalScreen(columns);
        Write(screen, columns);

        Assert.IsFalse(screen.HasWrapped);
        string page = $"docs/screens/train-{columns}.txt";
        Assert.AreEqual(TrackedFiles.Text(page), screen.Text, $"{page} should be:\n{screen.Text}");
    }

    [TestMethod]
    public void Screen_OfAnyWidth_HasNoBrokenLineAndNoRestOfABar()
    {
        for (int columns = 60; columns <= 200; columns += 7)
        {
            var screen = new TerminalScreen(columns);
            Write(screen, columns);

            Assert.IsFalse(screen.HasWrapped, $"{columns} columns");
            Assert.HasCount(2, screen.Text.Split('\n').Where(line => line.Contains('\u2501', StringComparison.Ordinal)),
                $"{columns} columns:\n{screen.Text}");
        }
    }

    [TestMethod]
    [DataRow(60)]
    [DataRow(100)]
    [DataRow(140)]
    [DataRow(200)]
    public void Screen_OfTheToolInAPseudoTerminal_HasNoBrokenLine(int columns)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            Assert.Inconclusive("The program 'script' is not here.");
        using var folder = new ScratchFolder();
        DrawnImages.Write(folder["data/train"], DrawnImages.Encoded(6));
        DrawnImages.Write(folder["data/test"], DrawnImages.Encoded(2, seed: 2));
        string tool = string.Join(' ', ToolProcess.Command.Select(part => $"'{part}'"));
        string command = string.Create(CultureInfo.InvariantCulture,
            $"stty cols {columns} rows 50; {tool} train data --students resnet8,resnet8 --epochs 3 --batch-size 4 --out out");

        string written = InATerminal(command, folder.Path);

        var screen = new TerminalScreen(columns);
        screen.Write(written);
        Assert.IsFalse(screen.HasWrapped, screen.Text);
        Assert.Contains("Next: open out/report.html", screen.Text);
        Assert.Contains("right (chance 33 %", screen.Text.ReplaceLineEndings(" "));
    }

    private static string InATerminal(string command, string folder)
    {
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        using Process process = Process.Start(start)!;
        string written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, written);
        return written;
    }

    private static void Write(TerminalScreen screen, int columns)
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            // The last tick of a bar may come after the end.
            Out = new AnsiConsoleOutput(new SteadyWriter(written)),
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        var display = new BarDisplay(console);
        display.Run(() =>
        {
            Train(new TrainingReporter(display));
            return 0;
        });
        var lines = new WrappingWriter(written, columns);
        foreach (string line in End())
            lines.WriteLine(line);
        screen.Write(written.ToString());
    }

    private static void Train(TrainingReporter reporter)
    {
        reporter.Report(new StageProgressed("Reading images", 3_670, 3_670));
        reporter.Report(new RunStarted(
            [new("resnet20", 272_474), new("resnet32", 466_906)], 0, "afd", 3_303, 367, _classes, new(64, 64), Epochs, Steps, "cpu", 2, 1));
        foreach (EpochRecord epoch in _history.Epochs)
        {
            for (int step = 1; step <= Steps; step++)
            {
                int steps = (epoch.Epoch - 1) * Steps + step;
                reporter.Report(new BatchEnded(epoch.Epoch, step, Steps, Epochs, TimeSpan.FromSeconds(steps * 3)));
            }

            reporter.Report(new EpochEnded(epoch, Epochs));
        }
        reporter.Report(new RunFinding("the discriminator of resnet20 cannot tell the maps apart: its loss stays near 0.5."));
    }

    private static EpochRecord Epoch(int epoch)
    {
        StudentEpoch student = new() { Name = "resnet20", ValidationAccuracy = 0.3 + 0.05 * epoch };
        return new(epoch, TimeSpan.FromSeconds(epoch * Steps * 3), 78, [student, student with { Name = "resnet32" }]);
    }

    private static IEnumerable<string> End() =>
    [
        .. TrainingText.Outcome(_history),
        new Accuracy(0.84, 200, 5) { Largest = ("tulips", 0.25) }.Text("test image"),
        .. TrainingText.Next("afd-model"),
    ];
}
