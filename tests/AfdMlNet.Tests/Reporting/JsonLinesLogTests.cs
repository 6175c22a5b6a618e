using System.Text.Json;
using AfdMlNet.Events;
using AfdMlNet.Reporting;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public sealed class JsonLinesLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void File_OfARun_IsOneObjectPerEvent()
    {
        using var log = new JsonLinesLog(_folder["run.jsonl"]);
        log.ReportAll(SampleRun.Events);
        JsonElement[] lines = [.. log.ReadText().TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        CollectionAssert.AreEqual(
            (string[])["stageProgressed", "runStarted", "batchEnded", "epochEnded", "epochEnded", "epochEnded", "runFinding", "runEnded"],
            lines.Select(line => line.GetProperty("event").GetString()).ToArray());
        Assert.AreEqual(1.25, lines[4].GetProperty("record").GetProperty("students")[0].GetProperty("crossEntropy").GetDouble());
        Assert.AreEqual(3, lines[4].GetProperty("record").GetProperty("elapsed").GetDouble());
        Assert.AreEqual("Completed", lines[7].GetProperty("history").GetProperty("stopReason").GetString());
    }

    [TestMethod]
    public void File_RunThatGoesOn_HasTheEpochsBefore()
    {
        using var whole = new JsonLinesLog(_folder["whole.jsonl"]);
        whole.ReportAll(SampleRun.Events);
        using var log = new JsonLinesLog(_folder["run.jsonl"]);
        log.ReportAll(SampleRun.GoneOnWith);

        CollectionAssert.AreEqual(Epochs(whole), Epochs(log));
        static string[] Epochs(JsonLinesLog log) =>
            [.. log.ReadText().Split('\n').Where(line => line.Contains("epochEnded", StringComparison.Ordinal))];
    }

    [TestMethod]
    public void File_LossNotFinite_IsAName()
    {
        using var log = new JsonLinesLog(_folder["run.jsonl"]);
        log.Report(new EpochEnded(new(1, TimeSpan.Zero, 1, [SampleRun.Student("resnet8", double.NaN, null)]), 1));
        Assert.Contains("\"crossEntropy\":\"NaN\"", log.ReadText());
    }

    [TestMethod]
    public void File_EventOfAnotherKind_IsLeftOut()
    {
        using var log = new JsonLinesLog(_folder["run.jsonl"]);
        log.Report(new OtherEvent());
        Assert.AreEqual("", log.ReadText());
    }

    private sealed record OtherEvent : TrainingEvent;
}
