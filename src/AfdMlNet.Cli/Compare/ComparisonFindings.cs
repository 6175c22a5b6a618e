using System.Globalization;

namespace AfdMlNet.Cli.Compare;

/// <summary>What the differences say, in words: what is shown, and what is not.</summary>
internal static class ComparisonFindings
{
    public static IReadOnlyList<string> Of(ComparisonTable table) =>
        [.. table.Rings.SelectMany(ring => ring.Students.SelectMany(student => student.Rows.Select(row => Of(ring, student, row, table.Baseline)))).OfType<string>()];

    private static string? Of(RingTable ring, StudentTable student, TableRow row, string baseline)
    {
        if (row.Difference is not { } difference)
            return null;
        string what = string.Create(
            CultureInfo.InvariantCulture, $"{student.Student} in {ring.Ring.Replace(",", " -> ", StringComparison.Ordinal)}: {row.Variant} {100 * difference.Mean:+0.00;-0.00;0.00} points to {baseline}");
        if (difference.Margin is not { } margin)
            return $"{what} with one seed, which shows nothing.";
        string interval = string.Create(
            CultureInfo.InvariantCulture, $"{100 * (difference.Mean - margin):+0.00;-0.00;0.00} to {100 * (difference.Mean + margin):+0.00;-0.00;0.00}");
        string verdict = difference.Mean - margin > 0 ? "a gain" : difference.Mean + margin < 0 ? "a loss" : "no difference is shown";
        return string.Create(CultureInfo.InvariantCulture, $"{what}, {difference.Pairs} seeds, 95 % interval {interval}: {verdict}.");
    }
}
