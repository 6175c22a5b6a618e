using System.Globalization;
using AfdMlNet.Distillation;

namespace AfdMlNet.Cli.Compare;

/// <summary>What the differences say, in words: what is shown, and what is not.</summary>
internal static class ComparisonFindings
{
    public static IReadOnlyList<string> Of(ComparisonTable table) =>
        [.. table.Rings.SelectMany(ring => ring.Students.SelectMany(student => Of(student, table.Baseline)
            .Select(finding => $"{student.Student} in {ring.Ring.Replace(",", " -> ", StringComparison.Ordinal)}: {finding}")))];

    private static IEnumerable<string> Of(StudentTable student, string baseline)
    {
        foreach (TableRow row in student.Rows)
        {
            if (row.Difference is { } difference)
                yield return Of(row.Variant, baseline, difference);
        }
        foreach (VariantPair pair in student.Pairs)
            yield return Of(pair.Variant, pair.Other, pair.Difference);
    }

    private static string Of(string variant, string other, Difference difference)
    {
        string what = $"{variant} {Points(difference.Mean)} points over {other}";
        if (difference.Margin is not { } margin)
            return $"{what}: one seed shows nothing.";
        (double low, double high) = (difference.Mean - margin, difference.Mean + margin);
        return $"{what} (95 % {Points(low)} to {Points(high)}): {Verdict(low, high, other, difference.Pairs)}.";
    }

    private static string Verdict(double low, double high, string other, int seeds)
    {
        bool isOverIndependent = other.Equals(DistillationMethod.Independent.Name, StringComparison.OrdinalIgnoreCase);
        string with = string.Create(CultureInfo.InvariantCulture, $"with {seeds} seeds");
        return (low > 0, high < 0, isOverIndependent) switch
        {
            (true, _, _) => $"a gain, {with}",
            (_, true, true) => $"a loss, so no gain over {other}, {with}",
            (_, true, _) => $"a loss, {with}",
            (_, _, true) => $"no gain over {other} shown {with}",
            _ => $"no difference shown {with}",
        };
    }

    private static string Points(double fraction) => TableNotation.Plain.Points(fraction);
}
