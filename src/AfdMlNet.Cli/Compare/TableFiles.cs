using System.Text;
using System.Text.Json;
using AfdMlNet.Scoring;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table on the disk, in every form. Each file is complete at any moment.</summary>
internal static class TableFiles
{
    public const string Markdown = "compare.md";

    private static readonly CompareJson _indented = new(new JsonSerializerOptions(CompareJson.Default.Options) { WriteIndented = true });

    public static void Write(string folder, ComparisonTable table)
    {
        Write(folder, Markdown, MarkdownTable.Write(table));
        Write(folder, "compare.html", HtmlTable.Write(table));
        Write(folder, "compare.csv", CsvTable.Write(table));
        Write(folder, "compare.json", JsonSerializer.Serialize(table, _indented.ComparisonTable));
    }

    private static void Write(string folder, string name, string text) =>
        AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
