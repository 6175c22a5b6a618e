using MathNet.Numerics.Distributions;

namespace AfdMlNet.Cli.Compare;

/// <summary>The mean of several runs and how far they scatter.</summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Of the sample (n - 1); null for a single run.</param>
internal sealed record Spread(int Count, double Mean, double? StandardDeviation);

/// <summary>The mean of pair-wise differences.</summary>
/// <param name="Pairs">How many pairs, at least 1.</param>
/// <param name="Mean">Their mean difference.</param>
/// <param name="Margin">Half the width of the 95 % confidence interval around it; null for a single pair.</param>
internal sealed record Difference(int Pairs, double Mean, double? Margin);

/// <summary>The figures of a table: pure functions.</summary>
internal static class Statistics
{
    private const double Confidence = 0.95;

    /// <summary>Null where there is nothing to take the mean of.</summary>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return null;
        double mean = values.Average();
        double? deviation = values.Count == 1 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new(values.Count, mean, deviation);
    }

    /// <summary>Student's t for paired samples: mean +- t(n - 1) s / sqrt(n), where s is the deviation of the differences.</summary>
    public static Difference? Paired(IEnumerable<(double Value, double Baseline)> pairs)
    {
        if (Of([.. pairs.Select(pair => pair.Value - pair.Baseline)]) is not { } spread)
            return null;
        double? margin = spread.StandardDeviation is { } deviation
            ? StudentT.InvCDF(location: 0, scale: 1, freedom: spread.Count - 1, (1 + Confidence) / 2) * deviation / Math.Sqrt(spread.Count)
            : null;
        return new(spread.Count, spread.Mean, margin);
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length == 0 ? 0 : (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
