using System.Globalization;
namespace AfdMlNet.Cli.Compare;

/// <summary>From finished runs to the table. Rings and variants keep the order in which they are given.</summary>
internal static class TableBuilder
{
    /// <param name="cells">The finished runs, one for a ring, variant and seed.</param>
    /// <param name="rings">All rings.</param>
    /// <param name="variants">All variants.</param>
    /// <param name="baseline">One of the variants.</param>
    /// <param name="select">The accuracy asked for; null for test where there are test images, and validation beside it.</param>
    /// <param name="planned">Runs that there are to be.</param>
    public static ComparisonTable Build(
        IReadOnlyList<Cell> cells, IReadOnlyList<string> rings, IReadOnlyList<string> variants, string baseline, Selection? select,
        int planned)
    {
        Selection selected = select ?? (cells.Any(cell => cell.Test(0) is not null) ? Selection.Test : Selection.Validation);
        return new(
            baseline, selected, select is null, cells.Count, planned,
            [.. cells.Select(cell => Words(cell.Record.Environment)).Distinct().Order(StringComparer.Ordinal)],
            [.. rings.Select(ring => Ring(ring, [.. cells.Where(cell => cell.Ring == ring)], variants, baseline, selected))]);
    }

    /// <summary>The networks of a ring, those of one name told apart by their places.</summary>
    public static IReadOnlyList<string> StudentsOf(string ring)
    {
        string[] names = ring.Split(',');
        return [.. names.Select((name, place) => names.Count(other => other == name) > 1
            ? FormattableString.Invariant($"{name} [{place}]")
            : name)];
    }

    private static RingTable Ring(
        string ring, IReadOnlyList<Cell> cells, IReadOnlyList<string> variants, string baseline, Selection selected) =>
        new(ring, [.. StudentsOf(ring).Select((name, student) =>
        {
            double? Accuracy(Cell cell) => cell.Selected(selected, student);
            return new StudentTable(name, [.. variants.Select(variant => Row(variant, student, cells, baseline, Accuracy))])
            {
                Pairs = [.. VariantPairs.Of(variants, baseline)
                    .Select(pair => (pair.Variant, pair.Other, Difference: Difference(Pairs(cells, pair.Variant, pair.Other), Accuracy)))
                    .Where(pair => pair.Difference is not null)
                    .Select(pair => new VariantPair(pair.Variant, pair.Other, pair.Difference!))],
            };
        })]);

    private static TableRow Row(string variant, int student, IReadOnlyList<Cell> cells, string baseline, Func<Cell, double?> accuracy)
    {
        Cell[] own = [.. cells.Where(cell => cell.Variant == variant).OrderBy(cell => cell.Seed)];
        (Cell Own, Cell Other)[] pairs = Pairs(cells, variant, baseline);
        Spread? Of(Func<Cell, double?> value) => Statistics.Of([.. own.Select(value).OfType<double>()]);

        Spread? training = Of(cell => cell.Training(student));
        return new(
            variant,
            [.. own.Select(cell => cell.Seed)],
            Of(cell => cell.Test(student)),
            Of(cell => cell.Validation(student)),
            Of(cell => cell.LastValidation(student)),
            training,
            training?.Mean - Of(accuracy)?.Mean,
            variant == baseline ? null : Difference(pairs, accuracy),
            Of(cell => cell.Record.SecondsPerEpoch)?.Mean,
            pairs.Length == 0
                ? null
                : pairs.Sum(pair => pair.Own.Record.SecondsPerEpoch) / pairs.Sum(pair => pair.Other.Record.SecondsPerEpoch));
    }

    /// <summary>The runs of two variants that share a seed.</summary>
    private static (Cell Own, Cell Other)[] Pairs(IReadOnlyList<Cell> cells, string variant, string other) =>
        [.. cells.Where(cell => cell.Variant == variant)
            .Join(cells.Where(cell => cell.Variant == other), cell => cell.Seed, cell => cell.Seed, (cell, second) => (cell, second))];

    private static Difference? Difference((Cell Own, Cell Other)[] pairs, Func<Cell, double?> accuracy) => Statistics.Paired(pairs
        .Select(pair => (Value: accuracy(pair.Own), Other: accuracy(pair.Other)))
        .Where(pair => pair is { Value: not null, Other: not null })
        .Select(pair => (pair.Value!.Value, pair.Other!.Value)));

    private static string Words(RunOrigin environment) => string.Create(
        CultureInfo.InvariantCulture,
        $"AfdMlNet {environment.Version}, torch {environment.Torch}, {environment.Processor}, {environment.Processors} processors, "
        + $"{environment.System}");
}
