using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>What became of each student.</summary>
internal static class OutcomeSection
{
    private static readonly HtmlColumn[] _columns =
    [
        new("student"), new("weights", true), new("kept epoch", true), new("its validation accuracy", true),
        new("last validation accuracy", true),
        new("last training accuracy", true),
    ];

    public static XElement Of(RunStarted run, TrainingHistory history, IReadOnlyList<string> students) =>
        Elements.Section("students", "Students",
        new HtmlTable("In ring order; training accuracy is that on augmented batches.", _columns, students.Select((name, k) => (HtmlCell[])
        [
            k == run.DeployedStudent ? $"{name} (deployed)" : name,
            FigureText.Count(run.Students[k].Parameters),
            FigureText.Count(history.Students[k].KeptEpoch),
            FigureText.Percent(history.Students[k].KeptValidationAccuracy),
            FigureText.Percent(history.Students[k].LastValidationAccuracy),
            FigureText.Percent(history.Epochs.Count > 0 ? history.Epochs[^1].Students[k].TrainingAccuracy : null),
        ])).Element());
}
