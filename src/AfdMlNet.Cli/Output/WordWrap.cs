namespace AfdMlNet.Cli.Output;

/// <summary>Text in lines that fit a width, broken between words; what follows keeps the indent.</summary>
internal static class WordWrap
{
    public static IEnumerable<string> Lines(string text, int width) =>
        text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => OfLine(line, width));

    private static IEnumerable<string> OfLine(string line, int width)
    {
        string indent = line[..Math.Min(line.Length - line.TrimStart().Length, width / 2)];
        while (line.Length > width)
        {
            int end = line.LastIndexOf(' ', width, width - indent.Length);
            // A word that fits no line, such as a long path, goes on in the next.
            int next = end <= indent.Length ? width : end + 1;
            yield return line[..next].TrimEnd();
            line = indent + line[next..].TrimStart();
        }
        yield return line;
    }
}
