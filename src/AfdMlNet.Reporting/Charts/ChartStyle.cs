using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;

namespace AfdMlNet.Reporting.Charts;

/// <summary>How all charts look: the page's own text colour, no ground, few lines.</summary>
internal static class ChartStyle
{
    public const double FontSize = 13;
    private const double PointsAboveHighest = 0.04;

    public static PlotModel Plot() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        DefaultFont = "system-ui, sans-serif",
        DefaultFontSize = FontSize,
        TextColor = ChartPalette.Ink,
        Background = OxyColors.Transparent,
        PlotAreaBorderColor = ChartPalette.Faint,
        PlotAreaBorderThickness = new(1, 0, 0, 1),
        Padding = new(2, 8, 12, 2),
    };

    /// <summary>The axis of epochs: whole numbers.</summary>
    public static Axis Count(string title)
    {
        Axis axis = Styled(new LinearAxis(), AxisPosition.Bottom, title);
        axis.MinimumMajorStep = 1;
        axis.MajorGridlineStyle = LineStyle.None;
        return axis;
    }

    public static Axis Values(AxisPosition position = AxisPosition.Left, string title = "") => Styled(new LinearAxis(), position, title);

    public static Axis LogarithmicValues() => Styled(new LogarithmicAxis { LabelFormatter = Magnitude }, AxisPosition.Left, "");

    public static Axis Categories(IEnumerable<string> names)
    {
        var axis = new CategoryAxis { GapWidth = 0.5 };
        axis.Labels.AddRange(names);
        Styled(axis, AxisPosition.Left, "");
        axis.MajorGridlineStyle = LineStyle.None;
        return axis;
    }

    public static LineStyle Line(ChartDash dash) => dash switch
    {
        ChartDash.Dashed => LineStyle.Dash,
        ChartDash.Dotted => LineStyle.Dot,
        _ => LineStyle.Solid,
    };

    private static string Magnitude(double value) => value is >= 0.001 and < 10000
        ? value.ToString("0.####", CultureInfo.InvariantCulture)
        : value.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static Axis Styled(Axis axis, AxisPosition position, string title)
    {
        axis.Position = position;
        axis.Title = title;
        axis.TextColor = ChartPalette.Ink;
        axis.AxislineColor = ChartPalette.Faint;
        axis.TicklineColor = ChartPalette.Faint;
        axis.MinorTickSize = 0;
        axis.MajorTickSize = 0;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = ChartPalette.Faint;
        axis.MinimumPadding = axis.MaximumPadding = PointsAboveHighest;
        axis.AxisTickToLabelDistance = 6;
        axis.AxisTitleDistance = 8;
        axis.IntervalLength = position == AxisPosition.Left ? 36 : 60;
        return axis;
    }
}
