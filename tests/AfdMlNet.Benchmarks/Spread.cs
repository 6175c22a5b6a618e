namespace AfdMlNet.Benchmarks;

/// <summary>A median and its quartiles.</summary>
internal readonly record struct Spread(double Lower, double Median, double Upper)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        return new(sorted[sorted.Length / 4], median, sorted[3 * sorted.Length / 4]);
    }

    /// <summary>Of the ratios of what was measured in turn: both met the same load then.</summary>
    public static Spread OfRatios(IEnumerable<double> mine, IEnumerable<double> other) => Of(mine.Zip(other, (one, two) => one / two));

    public override string ToString() => FormattableString.Invariant($"{Median:F2} ({Lower:F2} to {Upper:F2})");
}
