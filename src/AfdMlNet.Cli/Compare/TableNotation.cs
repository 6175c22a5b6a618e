using System.Globalization;

namespace AfdMlNet.Cli.Compare;

/// <summary>How figures are written.</summary>
/// <param name="None">Where there is no figure.</param>
/// <param name="PlusMinus">Between a mean and its deviation.</param>
/// <param name="Minus">Before a number below 0.</param>
/// <param name="Times">Before a ratio.</param>
internal sealed record TableNotation(string None, string PlusMinus, string Minus, string Times)
{
    private readonly string _points = $"+0.00;{Minus}0.00;0.00";

    /// <summary>With the characters of every keyboard.</summary>
    public static TableNotation Plain { get; } = new("", "+-", "-", "x");

    /// <summary>With those of print.</summary>
    public static TableNotation Print { get; } = new("\u2013", "\u00b1", "\u2212", "\u00d7");

    public string Percent(Spread? spread) => spread switch
    {
        null => None,
        { StandardDeviation: { } deviation } =>
            string.Create(CultureInfo.InvariantCulture, $"{100 * spread.Mean:F2} {PlusMinus} {100 * deviation:F2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * spread.Mean:F2}"),
    };

    public string Points(Difference? difference) => difference switch
    {
        null => None,
        { Margin: { } margin } => $"{Points(difference.Mean)} [{Points(difference.Mean - margin)}, {Points(difference.Mean + margin)}]",
        _ => $"{Points(difference.Mean)} (one seed)",
    };

    /// <summary>A difference of fractions, in points.</summary>
    public string Points(double fraction) => (100 * fraction).ToString(_points, CultureInfo.InvariantCulture);
}
