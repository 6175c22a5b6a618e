using System.Globalization;
using OxyPlot;

namespace AfdMlNet.Reporting.Charts;

/// <summary>
/// The colours of series: Okabe and Ito's, which colour-blind readers tell apart, here on white. The page's style sheet has the variables
/// <c>--series-1</c> and so on with lighter ones for dark screens.
/// </summary>
internal static class ChartPalette
{
    /// <summary>Text, axes and grid: replaced by the colour of the text around the chart.</summary>
    public static OxyColor Ink { get; } = OxyColor.FromRgb(1, 2, 3);

    public static OxyColor Faint { get; } = OxyColor.FromAColor(40, Ink);

    private static IReadOnlyList<OxyColor> Colours { get; } =
    [
        OxyColor.FromRgb(0, 114, 178),
        OxyColor.FromRgb(213, 94, 0),
        OxyColor.FromRgb(0, 138, 101),
        OxyColor.FromRgb(184, 92, 145),
        OxyColor.FromRgb(150, 107, 0),
        OxyColor.FromRgb(52, 140, 196),
    ];

    public static int Count => Colours.Count;

    public static OxyColor Of(int index) => Colours[index % Count];

    /// <summary>The same as a value of CSS.</summary>
    public static string Css(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"var(--series-{index % Count + 1}, {Rgb(Of(index))})");

    /// <summary>Fixed colours of a drawing to those of the page.</summary>
    public static string ToPage(string svg)
    {
        for (int index = 0; index < Count; index++)
            svg = svg.Replace(Rgb(Of(index)), Css(index), StringComparison.Ordinal);
        return svg.Replace(Rgb(Ink), "currentColor", StringComparison.Ordinal);
    }

    /// <summary>Colours of the page back to fixed ones, for programs that know no variables.</summary>
    public static string ToFixed(string value)
    {
        for (int index = 0; index < Count; index++)
            value = value.Replace(Css(index), Rgb(Of(index)), StringComparison.Ordinal);
        return value;
    }

    // As OxyPlot writes it.
    private static string Rgb(OxyColor colour) => string.Create(CultureInfo.InvariantCulture, $"rgb({colour.R},{colour.G},{colour.B})");
}
