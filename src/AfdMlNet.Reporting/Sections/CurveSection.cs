using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Charts;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>The figures over the epochs: a colour for each student, a dash for each figure.</summary>
internal static class CurveSection
{
    public static XElement? Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<string> students) => Of(epochs, students, Figures.All);

    internal static XElement? Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<string> students, IReadOnlyList<Figure> figures)
    {
        List<Figure> shown = [.. figures.Where(figure => Enumerable.Range(0, students.Count).Any(k => IsMeasured(epochs, figure, k)))];
        if (shown.Count == 0)
            return null;
        ILookup<bool, XElement> charts = FigureChart.All
            .Select(chart => (Chart: chart, Figures: shown.Where(figure => figure.Chart == chart).ToList()))
            .Where(group => group.Figures.Count > 0)
            .ToLookup(group => group.Chart.IsOfTeaching, group => Chart(group.Chart, group.Figures, epochs, students).Figure());
        return Elements.Section("curves", "Curves",
            Elements.Charts(charts[false]),
            charts.Contains(true)
                ? Elements.Folded("How the networks teach each other, in figures", Elements.Charts(charts[true]))
                : null,
            Meanings(shown));
    }

    private static LineChart Chart(
        FigureChart chart, List<Figure> figures, IReadOnlyList<EpochRecord> epochs, IReadOnlyList<string> students)
    {
        IEnumerable<ChartSeries> lines = students.SelectMany((student, k) => figures
            .Where(figure => IsMeasured(epochs, figure, k))
            .Select(figure => new ChartSeries(
                figures.Count == 1 ? student : $"{student} {figure.Name}",
                [.. epochs.Select(epoch => new ChartPoint(epoch.Epoch, figure.Of(epoch.Students[k]) ?? double.NaN))],
                k,
                (ChartDash)(figures.IndexOf(figure) % Enum.GetValues<ChartDash>().Length))));
        return new($"{chart.Title} ({string.Join(", ", figures.Select(figure => figure.Name))})", "epoch", [.. lines])
        {
            IsLogarithmic = chart.IsLogarithmic,
        };
    }

    /// <summary>Terms that a method does not have are 0 throughout.</summary>
    private static bool IsMeasured(IReadOnlyList<EpochRecord> epochs, Figure figure, int student) =>
        epochs.Any(epoch => figure.Of(epoch.Students[student]) is { } value && value != 0);

    private static XElement Meanings(IEnumerable<Figure> figures) => Elements.Folded("What the figures are",
        HtmlTable.Facts("Means over an epoch.", figures.Select(figure => (figure.Name, figure.Description))));
}
