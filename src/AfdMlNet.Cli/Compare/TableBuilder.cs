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
        IReadOnlyList<Cell> cells, IReadOnlyList<string> rings, IReadOnlyList<string> variants, string baseline, Selection? select, int planned)
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
        return [.. names.Select((name, place) => names.Count(other => other == name) > 1 ? FormattableString.Invariant($"{name} [{place}]") : name)];
    }

    private static RingTable Ring(string ring, IReadOnlyList<Cell> cells, IReadOnlyList<string> variants, string baseline, Selection selected) =>
        new(ring, [.. StudentsOf(ring).Select((name, student) =>
            new StudentTable(name, [.. variants.Select(variant => Row(variant, student, cells, baseline, selected))]))]);

    private static TableRow Row(string variant, int student, IReadOnlyList<Cell> cells, string baseline, Selection selected)
    {
        Cell[] own = [.. cells.Where(cell => cell.Variant == variant).OrderBy(cell => cell.Seed)];
        (Cell Own, Cell Baseline)[] pairs = [.. own.Join(cells.Where(cell => cell.Variant == baseline), cell => cell.Seed, cell => cell.Seed, (cell, other) => (cell, other))];
        Spread? Of(Func<Cell, double?> value) => Statistics.Of([.. own.Select(value).OfType<double>()]);

        Spread? training = Of(cell => cell.Training(student));
        Spread? accuracy = Of(cell => cell.Selected(selected, student));
        return new(
            variant,
            [.. own.Select(cell => cell.Seed)],
            Of(cell => cell.Test(student)),
            Of(cell => cell.Validation(student)),
            Of(cell => cell.LastValidation(student)),
            training,
            training?.Mean - accuracy?.Mean,
            variant == baseline ? null : Statistics.Paired(pairs
                .Select(pair => (Value: pair.Own.Selected(selected, student), Baseline: pair.Baseline.Selected(selected, student)))
                .Where(pair => pair is { Value: not null, Baseline: not null })
                .Select(pair => (pair.Value!.Value, pair.Baseline!.Value))),
            Of(cell => cell.Record.SecondsPerEpoch)?.Mean,
            pairs.Length == 0 ? null : pairs.Sum(pair => pair.Own.Record.SecondsPerEpoch) / pairs.Sum(pair => pair.Baseline.Record.SecondsPerEpoch));
    }

    private static string Words(RunEnvironment environment) => FormattableString.Invariant(
        $"AfdMlNet {environment.Version}, torch {environment.Torch}, {environment.Processor}, {environment.Processors} processors, {environment.System}");
}
