using System.Globalization;
using AfdMlNet.Events;
using AfdMlNet.Reporting;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public sealed class CsvLogTests : IDisposable
{
    private const string Expected =
        """
        epoch,student,seconds,images_per_second,ce,validation_accuracy
        1,resnet8,1.5,1234.5,2.5,0.25
        1,resnet14,1.5,1234.5,3,
        2,resnet8,3,1234.5,1.25,0.5
        2,resnet14,3,1234.5,3,
        3,resnet8,4.5,1234.5,0.8333333333333334,0.75
        3,resnet14,4.5,1234.5,3,

        """;

    private readonly ScratchFolder _folder = new();
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _before;
        _folder.Dispose();
    }

    [TestMethod]
    public void File_GermanCulture_IsTheSame()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        using var log = new CsvLog(_folder["new/epochs.csv"], SampleRun.TwoFigures);
        log.ReportAll(SampleRun.Events);
        Assert.AreEqual(Expected, log.ReadText());
    }

    [TestMethod]
    public void File_RunKilled_HoldsEveryEpochThatEnded()
    {
        using var log = new CsvLog(_folder["epochs.csv"], SampleRun.TwoFigures);
        log.ReportAll(SampleRun.Events.TakeWhile(item => item is not EpochEnded { Record.Epoch: 3 }));
        Assert.AreEqual(Expected[..Expected.IndexOf("3,resnet8", StringComparison.Ordinal)], log.ReadText());
    }

    [TestMethod]
    public void File_SecondRun_TakesTheFirstOnesPlace()
    {
        using var log = new CsvLog(_folder["epochs.csv"], SampleRun.TwoFigures);
        log.ReportAll(SampleRun.Events);
        log.ReportAll(SampleRun.Events);
        Assert.AreEqual(Expected, log.ReadText());
    }

    [TestMethod]
    public void File_RunThatGoesOn_HasTheEpochsBefore()
    {
        using var log = new CsvLog(_folder["epochs.csv"], SampleRun.TwoFigures);
        log.ReportAll(SampleRun.GoneOnWith);
        Assert.AreEqual(Expected, log.ReadText());
    }

    [TestMethod]
    public void File_AllFigures_HasAColumnForEach()
    {
        using var log = new CsvLog(_folder["epochs.csv"]);
        log.ReportAll(SampleRun.Events);
        string[] lines = log.ReadText().TrimEnd().Split('\n');
        Assert.EndsWith(string.Join(',', Figures.All.Select(figure => figure.Name)), lines[0]);
        Assert.AreEqual(4 + Figures.All.Count, lines[1].Split(',').Length);
    }

    [TestMethod]
    public void File_NameTwiceAndWithComma_IsUnambiguous()
    {
        using var log = new CsvLog(_folder["epochs.csv"], SampleRun.TwoFigures);
        StudentEpoch student = SampleRun.Student("my, \"net\"", double.NaN, 1);
        log.ReportAll([SampleRun.Started, new EpochEnded(new(1, TimeSpan.Zero, 1, [student, student]), 1)]);
        Assert.EndsWith("1,\"my, \"\"net\"\"[0]\",0,1,NaN,1\n1,\"my, \"\"net\"\"[1]\",0,1,NaN,1\n", log.ReadText());
    }

    [TestMethod]
    public void Open_PathThatCannotBe_SaysWhich()
    {
        _folder.With("file");
        IOException error = Assert.ThrowsExactly<IOException>(() => new CsvLog(_folder["file/epochs.csv"]));
        Assert.Contains("epochs.csv", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => new CsvLog(" "));
    }

    [TestMethod]
    public void Report_DiskFull_EndsTheLogAndNotTheTraining()
    {
        if (!File.Exists("/dev/full"))
            Assert.Inconclusive("There is no /dev/full here.");
        var log = new CsvLog("/dev/full");
        log.ReportAll(SampleRun.Events.OfType<EpochEnded>());
        log.Dispose();
        Assert.Contains("No space left", log.Failure!.Message);
    }

    [TestMethod]
    public void Report_Disposed_IsRefused()
    {
        var log = new CsvLog(_folder["epochs.csv"]);
        log.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => log.Report(SampleRun.Started));
    }
}
