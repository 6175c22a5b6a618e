using System.Text.Json;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public class ReportingTests
{
    private static readonly StudentEpoch _student = new()
    {
        Name = "resnet8",
        CrossEntropy = 1,
        GeneratorLoss = 0.25,
        TrainingAccuracy = 0.4,
        ValidationAccuracy = 0.5,
    };
    private static readonly EpochRecord _epoch =
        new(1, TimeSpan.FromSeconds(90.5), 123.4, [_student, _student with { Name = "resnet20", ValidationAccuracy = null }]);
    private static readonly TrainingHistory _history =
        new([_epoch], [new("resnet8", 1, 0.5, 0.5)], ["A finding."], StopReason.EarlyStopping, TimeSpan.FromSeconds(91));

    private static readonly TrainingEvent[] _run =
    [
        new StageProgressed("Reading images", 5, 10),
        new RunStarted([new("resnet8", 75000), new("resnet20", 270000)], 0, "afd", 100, 10, ["a", "b"], new(32, 32), 5, 2, "cpu", 1, 7),
        new BatchEnded(1, 1, 2, 5, TimeSpan.FromSeconds(1)),
        new RunFinding("A finding."),
        new EpochEnded(_epoch, 5),
        new RunEnded(_history),
    ];

    [TestMethod]
    public void Lines_OfARun_AreOnePerEpoch()
    {
        using var output = new StringWriter();
        Report(new TrainingReporter(new LineDisplay(output)));
        CollectionAssert.AreEqual(
            (string[])
            [
                "afd: resnet8 (75,000 weights, deployed) -> resnet20 (270,000 weights); 2 classes, 100 training images, 10 to validate on, "
                    + "input 32x32x3; 5 epochs of 2 steps on cpu, 1 thread, seed 7",
                "Note: A finding.",
                "epoch 1/5  1 min 30 s  123 images/s  resnet8 50.0 %  resnet20 40.0 % (training)",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void Json_OfARun_IsOneObjectPerEvent()
    {
        using var output = new StringWriter();
        Report(new JsonTrainingReporter(output));
        JsonElement[] lines =
            [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        CollectionAssert.AreEqual(
            (string[])["stageProgressed", "runStarted", "batchEnded", "runFinding", "epochEnded", "runEnded"],
            lines.Select(line => line.GetProperty("event").GetString()).ToArray());
        JsonElement record = lines[4].GetProperty("record");
        Assert.AreEqual(90.5, record.GetProperty("elapsed").GetDouble());
        Assert.AreEqual(0.25, record.GetProperty("students")[0].GetProperty("generatorLoss").GetDouble());
    }

    [TestMethod]
    public void Bars_OfARun_TakeEveryEvent()
    {
        var display = new BarDisplay(ScreenOutput.ConsoleOn(new SteadyWriter(TextWriter.Null)));
        Assert.AreEqual(7, display.Run(() =>
        {
            Report(new TrainingReporter(display));
            return 7;
        }));
    }

    [TestMethod]
    public void HistoryFile_RoundTrip_IsComplete()
    {
        string text = HistoryFile.Text(_history);
        TrainingHistory read = JsonSerializer.Deserialize(text, TrainingJson.Default.TrainingHistory)!;
        Assert.AreEqual(text, HistoryFile.Text(read));
        Assert.AreEqual(StopReason.EarlyStopping, read.StopReason);
        Assert.AreEqual(_student, read.Epochs[0].Students[0]);
    }

    [TestMethod]
    public void HistoryFile_NotFiniteLoss_IsWritten()
    {
        TrainingHistory history = _history with { Epochs = [_epoch with { Students = [_student with { CrossEntropy = double.NaN }] }] };
        Assert.Contains("\"NaN\"", HistoryFile.Text(history));
    }

    private static void Report(IProgress<TrainingEvent> reporter)
    {
        foreach (TrainingEvent item in _run)
            reporter.Report(item);
    }
}
