using System.Globalization;
using AfdMlNet.Cli.Inspect;

namespace AfdMlNet.Cli.Output;

/// <summary>What is found in a folder of images, for people.</summary>
internal static class DataText
{
    private const int MostClasses = 20, MostNamed = 10;
    private const double Unbalanced = 3;

    public static void Write(TextWriter output, DataReport report)
    {
        foreach (DataPart part in report.Parts)
            WritePart(output, part);
        if (report.Sizes is { } sizes)
        {
            output.WriteLine($"Sizes: {sizes}; "
                + $"{string.Join(", ", report.Formats.Select(format => $"{format.Value} {format.Key}"))}.");
        }
        WriteAll(output, "Cannot be read", [.. report.Unread.Select(file => $"{file.Image}: {file.Reason}")]);
        WriteAll(output, "In two parts (a test on them tests nothing)", [.. report.Leaks.Select(Text)]);
        WriteAll(output, "In two classes (one may be wrong)", [.. report.Contradictions.Where(pair => !pair.IsLeak).Select(Text)]);
        WriteAll(output, "Twice", [.. report.Duplicates.Where(pair => pair is { IsLeak: false, HasTwoClasses: false }).Select(Text)]);
        if (report is { Unread.Count: 0, Duplicates.Count: 0 })
            output.WriteLine("All images can be read, and no two are the same.");
    }

    private static void WritePart(TextWriter output, DataPart part)
    {
        string balance = part.Imbalance >= Unbalanced
            ? string.Create(CultureInfo.InvariantCulture, $"; the largest class has {part.Imbalance:0.#} times the images of the smallest")
            : "";
        output.WriteLine($"{part.Name}: {Format.Count(part.Images, "image")} of {Format.Count(part.Classes.Count, "class")}{balance}");
        int width = part.Classes.Keys.Max(name => name.Length);
        foreach ((string name, int images) in part.Classes.OrderByDescending(entry => entry.Value).Take(MostClasses))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name.PadRight(width)}  {images,7}"));
        if (part.Classes.Count > MostClasses)
            output.WriteLine($"  ... and {part.Classes.Count - MostClasses} more, the smallest with {part.Classes.Values.Min()}");
    }

    private static void WriteAll(TextWriter output, string heading, List<string> lines)
    {
        if (lines.Count == 0)
            return;
        output.WriteLine($"{heading}: {lines.Count}");
        foreach (string line in lines.Take(MostNamed))
            output.WriteLine($"  {line}");
        if (lines.Count > MostNamed)
            output.WriteLine($"  ... and {lines.Count - MostNamed} more: --json lists all");
    }

    private static string Text(DuplicateImages pair) =>
        $"{pair.First} {(pair.IsExact ? "=" : "looks like")} {pair.Second}";
}
