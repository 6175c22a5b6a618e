using System.Globalization;
using System.Text;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table for people: <c>compare.md</c>. Accuracies in percent.</summary>
internal static class MarkdownTable
{
    public static string Write(ComparisonTable table)
    {
        var text = new StringBuilder("# Comparison\n\n");
        string selected = table.Selected == Selection.Test ? "test" : "validation";
        text.Append(CultureInfo.InvariantCulture,
            $"""
            {table.Finished} of {table.Planned} runs are finished. Accuracies in percent, mean +- standard deviation over the seeds. The
            difference is to `{table.Baseline}` in {selected} accuracy, paired by seed, with a 95 % interval (Student's t). `validation`
            is that of the kept weights, the best epoch's unless told otherwise, and `last` that of the last epoch; `training` is on
            augmented images; the gap is training less {selected}. Seconds are a ring's per epoch.

            """);
        foreach (string environment in table.Environments)
            text.Append(CultureInfo.InvariantCulture, $"\nMade by {environment}.\n");
        foreach (RingTable ring in table.Rings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {ring.Ring.Replace(",", " -> ", StringComparison.Ordinal)}\n");
            foreach (StudentTable student in ring.Students)
                Write(text, student, table);
        }
        IReadOnlyList<string> findings = ComparisonFindings.Of(table);
        if (findings.Count > 0)
            text.Append("\n## In words\n\n");
        foreach (string finding in findings)
            text.Append(CultureInfo.InvariantCulture, $"- {finding}\n");
        return text.ToString();
    }

    private static void Write(StringBuilder text, StudentTable student, ComparisonTable table)
    {
        IReadOnlyList<TableColumn> columns = TableColumns.Of(table, TableNotation.Plain);
        text.Append(CultureInfo.InvariantCulture, $"\n### {student.Student}\n\n");
        text.Append(Line(columns.Select(column => column.Title)));
        text.Append(Line(columns.Select((_, index) => index == 0 ? "---" : "---:")));
        foreach (TableRow row in student.Rows)
            text.Append(Line(columns.Select(column => column.Text(row).Replace("|", "\\|", StringComparison.Ordinal))));
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
