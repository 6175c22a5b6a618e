using System.Globalization;

namespace AfdMlNet.Cli.Compare;

/// <summary>A column of the table for people.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What a row has in it.</param>
internal sealed record TableColumn(string Title, Func<TableRow, string> Text);

/// <summary>The columns that a table shows, in whatever form it is written. Accuracies in percent.</summary>
internal static class TableColumns
{
    public static IReadOnlyList<TableColumn> Of(ComparisonTable table, TableNotation notation)
    {
        (bool IsShown, TableColumn Column)[] all =
        [
            (true, new("variant", row => row.Variant)),
            (true, new("seeds", row => row.Seeds.Count.ToString(CultureInfo.InvariantCulture))),
            (Shows(Selection.Test), new("test", row => notation.Percent(row.Test))),
            (Shows(Selection.Validation), new("validation", row => notation.Percent(row.Validation))),
            (Shows(Selection.Validation), new("last", row => notation.Percent(row.LastValidation))),
            (true, new("training", row => notation.Percent(row.Training))),
            (true, new("gap", row => row.Gap is { } gap ? notation.Points(gap) : notation.None)),
            (true, new("difference", row => row.Variant == table.Baseline ? "baseline" : notation.Points(row.Difference))),
            (true, new("s/epoch", row =>
                row.SecondsPerEpoch?.ToString(row.SecondsPerEpoch < 10 ? "F2" : "F1", CultureInfo.InvariantCulture) ?? notation.None)),
            (true, new("cost", row =>
                row.CostRatio is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"{notation.Times}{ratio:F2}") : notation.None)),
        ];
        return [.. all.Where(column => column.IsShown).Select(column => column.Column)];

        bool Shows(Selection selection) => table.ShowsBoth || table.Selected == selection;
    }
}
