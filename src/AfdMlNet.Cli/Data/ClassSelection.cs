using System.Globalization;

namespace AfdMlNet.Cli.Data;

/// <summary>Which of a folder's classes are used: all, the first N by name, or those named.</summary>
internal sealed record ClassSelection(int? First, IReadOnlyList<string>? Names)
{
    public static ClassSelection All { get; } = new(null, null);

    public static ClassSelection Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int first))
            return first >= 2 ? new(first, null) : throw new FormatException($"{first} is too few: at least 2 classes are needed.");
        string[] names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Distinct().Count() >= 2
            ? new(null, names)
            : throw new FormatException($"'{text}' is neither a number nor at least two names joined by commas.");
    }

    public IReadOnlyList<string> Apply(IReadOnlyList<string> classes, string folder)
    {
        if (First > classes.Count)
            throw new CliException($"The first {First} classes were asked for, and '{folder}' has {classes.Count}.");
        if (Names?.Except(classes).ToList() is { Count: > 0 } missing)
            throw new CliException($"'{folder}' has no class {Format.List(missing)}. It has: {Format.List(classes)}.");
        return Names is null ? [.. classes.Take(First ?? classes.Count)] : [.. classes.Where(Names.Contains)];
    }
}
