using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Series;

namespace AfdMlNet.Reporting.Charts;

/// <summary>Lines over epochs or anything else that is counted, each with a band where its points have one.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XTitle">What is counted, such as <c>epoch</c>.</param>
/// <param name="Series">The lines; empty ones stay in the legend.</param>
internal sealed record LineChart(string Title, string XTitle, IReadOnlyList<ChartSeries> Series)
{
    private const int MostPointsMarked = 25;
    private const byte BandOpacity = 50;

    /// <summary>Whether values are shown by their magnitude; those that are not above 0 are left out.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What is said to those who do not see it; null names the lines.</summary>
    public string? Description { get; init; }

    /// <summary>The chart with its title and legend.</summary>
    public XElement Figure() => ChartFigure.Of(
        Title, Description ?? $"Lines over {XTitle}: {string.Join(", ", Series.Select(line => line.Name))}.", Plot(), ChartFigure.Height,
        Legend());

    private PlotModel Plot()
    {
        PlotModel plot = ChartStyle.Plot();
        plot.Axes.Add(ChartStyle.Count(XTitle));
        plot.Axes.Add(IsLogarithmic ? ChartStyle.LogarithmicValues() : ChartStyle.Values());
        foreach (ChartSeries line in Series.Where(line => line.Points.Any(point => point is { Low: not null, High: not null })))
            plot.Series.Add(Band(line));
        foreach (ChartSeries line in Series)
            plot.Series.Add(Line(line));
        return plot;
    }

    private AreaSeries Band(ChartSeries line)
    {
        var band = new AreaSeries
        {
            Color = OxyColors.Transparent,
            Color2 = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(BandOpacity, ChartPalette.Of(line.Colour)),
        };
        foreach (ChartPoint point in line.Points.Where(point => point is { Low: { } low, High: { } high } && IsShown(low) && IsShown(high)))
        {
            band.Points.Add(new(point.X, point.Low!.Value));
            band.Points2.Add(new(point.X, point.High!.Value));
        }
        return band;
    }

    private LineSeries Line(ChartSeries line)
    {
        var series = new LineSeries
        {
            Color = ChartPalette.Of(line.Colour),
            LineStyle = ChartStyle.Line(line.Dash),
            StrokeThickness = 2,
            // Few points are marked, so that one alone is seen.
            MarkerType = line.Points.Count > MostPointsMarked ? MarkerType.None : MarkerType.Circle,
            MarkerSize = 2.5,
            MarkerFill = ChartPalette.Of(line.Colour),
        };
        series.Points.AddRange(
            line.Points.Select(point => IsShown(point.Value) ? new DataPoint(point.X, point.Value) : DataPoint.Undefined));
        return series;
    }

    private bool IsShown(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    private IEnumerable<(string, int, ChartDash)> Legend() => Series.Select(line => (line.Name, line.Colour, line.Dash));
}
