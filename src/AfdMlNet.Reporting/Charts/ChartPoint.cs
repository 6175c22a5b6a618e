namespace AfdMlNet.Reporting.Charts;

/// <summary>One point of a line; what is not finite is a gap.</summary>
/// <param name="X">Where it stands, such as the epoch.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">The band's lower edge, or null without a band.</param>
/// <param name="High">The band's upper edge, or null without a band.</param>
internal readonly record struct ChartPoint(double X, double Value, double? Low = null, double? High = null);

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, in the order of X.</param>
/// <param name="Colour">Which colour of <see cref="ChartPalette"/>, from 0; beyond its end they come round again.</param>
/// <param name="Dash">How the line is drawn, so that lines of one colour differ without it.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, int Colour, ChartDash Dash = ChartDash.Solid);

/// <summary>How a line is drawn.</summary>
internal enum ChartDash
{
    Solid,
    Dashed,
    Dotted,
}
