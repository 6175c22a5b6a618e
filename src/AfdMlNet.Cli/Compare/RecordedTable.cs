using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table of all that is on record, without the images and the protocol.</summary>
internal static class RecordedTable
{
    // What may differ between the seeds of one row: machines with other numbers of processors. Older records count threads by the student.
    private static readonly string[] _ofTheRun = ["seed", "threads", "threadsPerStudent"];

    public static int Execute(CompareSettings settings, Terminal terminal)
    {
        RecordFolder records = RecordFolder.Read(settings.Output);
        if (records.All.Count == 0)
            throw new CliException($"There are no records in '{settings.Output}': 'afd compare' writes them to {RecordFolder.FileName}.");
        List<string> warnings = [.. records.Warnings];
        List<Cell> cells = Cells(records.All, warnings);
        foreach (string warning in warnings)
            terminal.Error.WriteLine(warning);
        string[] variants = [.. cells.Select(cell => cell.Variant).Distinct()];
        ComparisonTable table = TableBuilder.Build(
            cells, [.. cells.Select(cell => cell.Ring).Distinct()], variants, Protocol.Baseline(settings.Baseline, variants),
            settings.Select, cells.Count);
        TableFiles.Write(settings.Output, table, cells);
        terminal.Out.Write(MarkdownTable.Write(table));
        return ExitCode.Success;
    }

    /// <summary>Records that share a variant's name and differ in their settings are rows of their own.</summary>
    internal static List<Cell> Cells(IEnumerable<RunRecord> records, List<string> warnings)
    {
        var kinds = new Dictionary<(string Ring, string Variant), List<string>>();
        var taken = new HashSet<(string Ring, string Variant, int Seed)>();
        List<Cell> cells = [];
        foreach (RunRecord record in records)
        {
            string settings = string.Join(", ",
                record.Settings.Where(setting => !_ofTheRun.Contains(setting.Key)).Select(setting => $"{setting.Key}={setting.Value}"));
            if (!kinds.TryGetValue((record.Ring, record.Variant), out List<string>? known))
                kinds[(record.Ring, record.Variant)] = known = [];
            if (!known.Contains(settings))
            {
                known.Add(settings);
                if (known.Count > 1)
                    warnings.Add($"There are runs of '{record.Variant}' ({record.Ring}) with different settings; they are rows of their "
                        + $"own. One has {known[0]}; '{Name(record, known.Count)}' has {settings}.");
            }
            string variant = Name(record, known.IndexOf(settings) + 1);
            if (taken.Add((record.Ring, variant, record.Seed)))
                cells.Add(new(record.Ring, variant, record.Seed, record));
            else
                warnings.Add($"There are two runs of '{variant}', {record.Ring}, seed {record.Seed}, with different numbers of threads; "
                    + "the first is taken.");
        }
        return cells;
    }

    private static string Name(RunRecord record, int kind) =>
        kind == 1 ? record.Variant : FormattableString.Invariant($"{record.Variant} ({kind})");
}
