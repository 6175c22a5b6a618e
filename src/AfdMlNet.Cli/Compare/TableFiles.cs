using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using AfdMlNet.Files;
using AfdMlNet.Reporting.Charts;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table on the disk, in every form. Each file is complete at any moment.</summary>
internal static class TableFiles
{
    public const string Markdown = "compare.md";

    private const int LongestName = 120;

    private static readonly CompareJson _indented = new(new JsonSerializerOptions(CompareJson.Default.Options) { WriteIndented = true });

    /// <param name="folder">The comparison's folder.</param>
    /// <param name="table">The table.</param>
    /// <param name="cells">The runs that are in it.</param>
    public static void Write(string folder, ComparisonTable table, IReadOnlyList<Cell> cells)
    {
        Write(folder, Markdown, MarkdownTable.Write(table));
        Write(folder, "compare.html", HtmlTable.Write(table, cells));
        Write(folder, "compare.csv", CsvTable.Write(table));
        Write(folder, "compare.json", JsonSerializer.Serialize(table, _indented.ComparisonTable));
        foreach (RingTable ring in table.Rings)
        {
            Cell[] own = [.. cells.Where(cell => cell.Ring == ring.Ring)];
            if (own.Length == 0)
                continue;
            WriteSheet(folder, "bars", ring, ring.Students.Select(student => ComparisonCharts.Accuracies(student, table)));
            WriteSheet(folder, "curves", ring, ring.Students.Select((student, place) => ComparisonCharts.Curves(student, place, own)));
        }
    }

    private static void WriteSheet(string folder, string kind, RingTable ring, IEnumerable<XElement?> figures)
    {
        XElement[] shown = [.. figures.OfType<XElement>()];
        if (shown.Length > 0)
            Write(folder, $"{kind}-{FileNameOf(ring.Ring)}.svg",
                SvgSheet.Of(ring.Ring.Replace(",", " \u2192 ", StringComparison.Ordinal), shown));
    }

    /// <summary>A ring comes from a record, and a record may come from anywhere: its name must not lead to another folder.</summary>
    private static string FileNameOf(string ring) =>
        string.Concat(ring.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));

    private static void Write(string folder, string name, string text) =>
        AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
