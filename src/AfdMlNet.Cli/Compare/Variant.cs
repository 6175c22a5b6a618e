using System.CommandLine.Parsing;

namespace AfdMlNet.Cli.Compare;

/// <summary>What is compared: a name, and options of <c>afd train</c>.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Arguments">Its options of <c>afd train</c>.</param>
internal sealed record Variant(string Name, IReadOnlyList<string> Arguments)
{
    public static Variant Parse(string text)
    {
        string[] parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        return parts is [{ Length: > 0 and <= RunRecord.LongestName } name, var options] && !name.StartsWith('-')
            ? new(name, [.. CommandLineParser.SplitCommandLine(options)])
            : throw new FormatException($"'{text}' is not a variant: give a name, a colon and options of 'afd train', such as \"no decay: "
                + "--adversarial-decay 0\".");
    }

    public static Variant OfMethod(string method) => new(method, ["--method", method]);
}
