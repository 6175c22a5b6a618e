using System.Globalization;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table for spreadsheets: <c>compare.csv</c>, a row for each ring, network and variant. Accuracies are fractions.</summary>
internal static class CsvTable
{
    private static readonly (string Title, Func<TableRow, object?> Value)[] _columns =
    [
        ("variant", row => row.Variant),
        ("seeds", row => row.Seeds.Count),
        ("test_mean", row => row.Test?.Mean),
        ("test_sd", row => row.Test?.StandardDeviation),
        ("validation_mean", row => row.Validation?.Mean),
        ("validation_sd", row => row.Validation?.StandardDeviation),
        ("last_validation_mean", row => row.LastValidation?.Mean),
        ("last_validation_sd", row => row.LastValidation?.StandardDeviation),
        ("training_mean", row => row.Training?.Mean),
        ("gap", row => row.Gap),
        ("difference", row => row.Difference?.Mean),
        ("difference_margin_95", row => row.Difference?.Margin),
        ("difference_pairs", row => row.Difference?.Pairs),
        ("seconds_per_epoch", row => row.SecondsPerEpoch),
        ("cost_ratio", row => row.CostRatio),
    ];

    public static string Write(ComparisonTable table) => string.Concat(Lines(table).Select(line => $"{line}\n"));

    private static IEnumerable<string> Lines(ComparisonTable table)
    {
        yield return $"ring,student,{string.Join(',', _columns.Select(column => column.Title))}";
        foreach (RingTable ring in table.Rings)
        {
            foreach (StudentTable student in ring.Students)
            {
                foreach (TableRow row in student.Rows)
                    yield return string.Join(',',
                        ((object?[])[ring.Ring, student.Student, .. _columns.Select(column => column.Value(row))]).Select(Field));
            }
        }
    }

    private static string Field(object? value) => value switch
    {
        double number => CsvText.Quoted(number.ToString("0.######", CultureInfo.InvariantCulture)),
        string name => CsvText.Name(name),
        _ => CsvText.Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
