using System.Xml.Linq;
using AfdMlNet.Reporting.Charts;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// A comparison as charts of one network of a ring each, for the page and for pictures: a colour for each variant. Null where there is
/// nothing to show.
/// </summary>
internal static class ComparisonCharts
{
    private const double AxisStep = 5;

    /// <summary>All that there is to show.</summary>
    public static IEnumerable<XElement> Of(StudentTable student, int place, ComparisonTable table, IReadOnlyList<Cell> cells) =>
        ((XElement?[])[Accuracies(student, table), Differences(student, table), Curves(student, place, cells)]).OfType<XElement>();

    /// <summary>The mean over the seeds with its standard deviation.</summary>
    public static XElement? Accuracies(StudentTable student, ComparisonTable table)
    {
        List<Bar> bars = Bars(student, row =>
            (table.Selected == Selection.Test ? row.Test : row.Validation) is { } spread ? (spread.Mean, spread.StandardDeviation) : null);
        if (bars.Count == 0)
            return null;
        double low = bars.Min(bar => bar.Value - (bar.Error ?? 0));
        double high = bars.Max(bar => bar.Value + (bar.Error ?? 0));
        // With an axis from 0 the deviations would be a pixel long.
        double minimum = Math.Max(0, AxisStep * Math.Floor((2 * low - high) / AxisStep));
        string axis = minimum > 0 ? FormattableString.Invariant($"; axis from {minimum}") : "";
        return new BarChart(
            $"{student.Student}: {table.Selected.ToString().ToLowerInvariant()} accuracy, % (mean, standard deviation{axis})", "%", bars)
        {
            Minimum = minimum,
        }.Figure();
    }

    /// <summary>The difference to the baseline with its interval.</summary>
    public static XElement? Differences(StudentTable student, ComparisonTable table)
    {
        List<Bar> bars = Bars(student, row => row.Difference is { } difference ? (difference.Mean, difference.Margin) : null);
        return bars.Count == 0
            ? null
            : new BarChart($"{student.Student}: difference to {table.Baseline}, points (mean, 95 % interval)", "points", bars).Figure();
    }

    /// <summary>
    /// The mean over the seeds in every epoch and their range around it. Null where nothing was held back to validate on.
    /// </summary>
    /// <param name="student">The network.</param>
    /// <param name="place">Its place in the ring, from 0.</param>
    /// <param name="cells">The ring's runs.</param>
    public static XElement? Curves(StudentTable student, int place, IReadOnlyList<Cell> cells)
    {
        ChartSeries[] lines = [.. student.Rows
            .Select((row, index) => new ChartSeries(
                row.Variant, [.. Points(cells.Where(cell => cell.Variant == row.Variant), place)], index,
                (ChartDash)(index / ChartPalette.Count % Enum.GetValues<ChartDash>().Length)))
            .Where(line => line.Points.Count > 0)];
        return lines.Length == 0
            ? null
            : new LineChart($"{student.Student}: validation accuracy, % (mean and range of the seeds)", "epoch", lines).Figure();
    }

    private static List<Bar> Bars(StudentTable student, Func<TableRow, (double Mean, double? Error)?> value) =>
        [.. student.Rows.Select((row, index) => value(row) is { } bar
            ? new Bar(row.Variant, 100 * bar.Mean, 100 * bar.Error, index)
            : (Bar?)null)
            .OfType<Bar>()];

    private static IEnumerable<ChartPoint> Points(IEnumerable<Cell> cells, int place) => cells
        .SelectMany(cell => cell.Record.History.Epochs)
        .Where(epoch => epoch.Students[place].ValidationAccuracy is not null)
        .GroupBy(epoch => epoch.Epoch, epoch => 100 * epoch.Students[place].ValidationAccuracy!.Value)
        .OrderBy(epoch => epoch.Key)
        .Select(epoch => new ChartPoint(epoch.Key, epoch.Average(), epoch.Min(), epoch.Max()));
}
