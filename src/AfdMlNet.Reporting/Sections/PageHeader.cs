using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>What a reader sees first: the ring, the figures that matter most, and where to find the rest.</summary>
internal static class PageHeader
{
    private const string Teaches = "\u2192";

    public static XElement Of(RunReport report, IReadOnlyList<string> students, IEnumerable<XElement> sections) => new("header",
        new XElement("h1", Valid.Xml($"{students[report.Run.DeployedStudent]}, trained by {report.Run.Method}")),
        Elements.Paragraph(string.Join(" \u00b7 ", Line(report)), "quiet"),
        Ring(report.Run, students),
        Elements.Tiles(Tiles(report)),
        HowGood(report) is { } sentence ? Elements.Paragraph(sentence) : null,
        Links(sections));

    /// <summary>Links to the sections of a page.</summary>
    public static XElement Links(IEnumerable<XElement> sections) => new("nav",
        new XAttribute("aria-label", "Contents"),
        new XElement("ul", sections.Select(section => new XElement("li",
            new XElement("a", new XAttribute("href", $"#{section.Attribute("id")!.Value}"), section.Element("h2")!.Value)))));

    /// <summary>How good the deployed student is, how sure that is, and what guessing would give.</summary>
    private static string? HowGood(RunReport report)
    {
        if (report.Test is { Images: > 0 } test)
            return Accuracy.Of(test).Text("test image");
        double? kept = report.History.Students[report.Run.DeployedStudent].KeptValidationAccuracy;
        return kept is { } accuracy && report.Run.ValidationImages > 0
            ? new Accuracy(accuracy, report.Run.ValidationImages, report.Run.ClassNames.Count).Text("validation image")
            : null;
    }

    private static IEnumerable<string> Line(RunReport report)
    {
        yield return $"AfdMlNet {report.Environment.Library.Split('+')[0]}";
        if (report.Ended is { } time)
            yield return time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        yield return string.Create(CultureInfo.InvariantCulture, $"seed {report.Run.Seed}");
    }

    private static XElement Ring(RunStarted run, IReadOnlyList<string> students)
    {
        IEnumerable<XElement> items = students.SelectMany((name, place) => (XElement[])
        [
            new XElement("li",
                place == run.DeployedStudent ? new XElement("strong", Valid.Xml(name)) : Valid.Xml(name),
                $" {FigureText.Count(run.Students[place].Parameters)} weights",
                place == run.DeployedStudent ? ", deployed" : null),
            new XElement("li", Elements.Class("arrow"), place == students.Count - 1 ? $"{Teaches} the first" : Teaches),
        ]);
        return new XElement("ul", Elements.Class("ring"), new XAttribute("aria-label", "The ring: each teaches the next"), items);
    }

    private static IEnumerable<(string, string)> Tiles(RunReport report)
    {
        if (report.Test is { } test)
            yield return ("Test accuracy", FigureText.Percent(test.Accuracy));
        if (report.History.Students[report.Run.DeployedStudent].KeptValidationAccuracy is { } validation)
            yield return ("Validation accuracy", FigureText.Percent(validation));
        yield return ("Epochs", report.History.Epochs.Count == report.Run.Epochs
            ? FigureText.Count(report.Run.Epochs)
            : $"{FigureText.Count(report.History.Epochs.Count)} of {FigureText.Count(report.Run.Epochs)}");
        yield return ("Time", FigureText.Time(report.History.Elapsed));
        yield return ("Training images", FigureText.Count(report.Run.TrainingImages));
        yield return ("Classes", FigureText.Count(report.Run.ClassNames.Count));
    }
}
