using System.Xml.Linq;
using AfdMlNet.Reporting.Html;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AfdMlNet.Reporting.Charts;

/// <summary>One bar.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">Its length; not finite is no bar.</param>
/// <param name="Error">Half the length of its error bar, or null without one.</param>
/// <param name="Colour">Which colour of <see cref="ChartPalette"/>, from 0.</param>
internal readonly record struct Bar(string Name, double Value, double? Error = null, int Colour = 0);

/// <summary>Lying bars, the first on top, each with an error bar where it has one. Its height follows their number.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="ValueTitle">What the length means, with its unit.</param>
/// <param name="Bars">The bars, at least one.</param>
internal sealed record BarChart(string Title, string ValueTitle, IReadOnlyList<Bar> Bars)
{
    private const double PixelsPerBar = 26;
    private const double PixelsAround = 60;
    private const int LongestName = 24;

    /// <summary>Where the value axis begins; null lets the bars decide. Bars that begin above 0 exaggerate: say so in the title.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where the value axis ends; null lets the bars decide.</summary>
    public double? Maximum { get; init; }

    /// <summary>What is said to those who do not see it; null reads out the bars.</summary>
    public string? Description { get; init; }

    /// <summary>The chart with its title.</summary>
    public XElement Figure() => ChartFigure.Of(Title, Description ?? ReadOut(), Plot(), PixelsAround + PixelsPerBar * Bars.Count, []);

    private PlotModel Plot()
    {
        PlotModel plot = ChartStyle.Plot();
        // The axis counts from below.
        List<Bar> fromBelow = [.. Bars.Reverse()];
        plot.Axes.Add(ChartStyle.Categories(fromBelow.Select(bar => Valid.Xml(Short(bar.Name)))));
        Axis values = ChartStyle.Values(AxisPosition.Bottom, ValueTitle);
        values.Minimum = Minimum ?? (fromBelow.Exists(bar => Low(bar) < 0) ? double.NaN : 0);
        values.Maximum = Maximum ?? double.NaN;
        plot.Axes.Add(values);
        var series = new ErrorBarSeries
        {
            BaseValue = Minimum ?? 0,
            ErrorStrokeThickness = 1.5,
            StrokeThickness = 0,
            StrokeColor = ChartPalette.Ink,
        };
        for (int place = 0; place < fromBelow.Count; place++)
        {
            Bar bar = fromBelow[place];
            if (double.IsFinite(bar.Value))
                series.Items.Add(new ErrorBarItem(bar.Value, Error(bar), place) { Color = ChartPalette.Of(bar.Colour) });
        }
        plot.Series.Add(series);
        return plot;
    }

    private static double Error(Bar bar) => bar.Error is { } error && double.IsFinite(error) ? error : 0;

    private static double Low(Bar bar) => bar.Value - Error(bar);

    private static string Short(string name) => name.Length > LongestName ? $"{name[..(LongestName - 1)]}\u2026" : name;

    private string ReadOut() => string.Join("; ", Bars.Select(bar => bar.Error is { } error
        ? FormattableString.Invariant($"{bar.Name}: {bar.Value:G4} \u00b1 {error:G2}")
        : FormattableString.Invariant($"{bar.Name}: {bar.Value:G4}")));
}
