using System.CommandLine.Parsing;

namespace AfdMlNet.Cli.Commands;

/// <summary>
/// A file of options, <c>@FILE</c>: words as on a command line, lines that begin with # are comments. It cannot name another such file:
/// one that names itself would never end.
/// </summary>
internal static class ProtocolFile
{
    public const int MaximumBytes = 1 << 20;
    public const int MostWords = 10_000;

    /// <summary>The words of a file, in the form that the parser asks for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="words">Its words.</param>
    /// <param name="error">Why there are none.</param>
    public static bool TryRead(string path, out IReadOnlyList<string>? words, out string? error)
    {
        try
        {
            (words, error) = (Read(path), null);
            return true;
        }
        catch (Exception reason) when (reason is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            (words, error) = (null, $"The file of options '{path}' cannot be used: {reason.Message}");
            return false;
        }
    }

    private static string[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > MaximumBytes)
            throw new FormatException($"it has {file.Length} bytes; {MaximumBytes} are the most.");
        using var reader = new StreamReader(file);
        string[] words = [.. Lines(reader)
            .Where(line => line.Length > 0 && line[0] != '#')
            .SelectMany(CommandLineParser.SplitCommandLine)
            .Take(MostWords + 1)];
        if (words.Length > MostWords)
            throw new FormatException($"it has more than {MostWords} words.");
        return words.FirstOrDefault(word => word.Length > 1 && word[0] == '@') is { } other
            ? throw new FormatException($"it names another, {other}: put the options themselves into it.")
            : words;
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line.Trim();
    }
}
