using System.Globalization;

namespace AfdMlNet.Cli.Compare;

/// <summary>Seeds as text: <c>1,2,3</c>, <c>1..5</c>, or both joined by commas.</summary>
internal static class SeedList
{
    public const int Most = 1000;

    public static int[] Parse(string text)
    {
        int[] seeds = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(part => Part(part, text))
            .Distinct()
            .Take(Most + 1)];
        return seeds.Length is > 0 and <= Most ? seeds : throw Unreadable(text);
    }

    private static IEnumerable<int> Part(string part, string text)
    {
        string[] ends = part.Split("..", 2);
        if (!TryNumber(ends[0], out int first) || !TryNumber(ends[^1], out int last) || last < first || last - first >= Most)
            throw Unreadable(text);
        return Enumerable.Range(first, last - first + 1);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out number);

    private static FormatException Unreadable(string text) =>
        new($"'{text}' is not a list of seeds: give whole numbers of at least 0, as 1,2,3 or 1..5 (at most {Most}).");
}
