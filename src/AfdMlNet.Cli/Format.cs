using AfdMlNet.Events;
using AfdMlNet.Files;

namespace AfdMlNet.Cli;

/// <summary>Figures and lists in text, the same whatever the machine's culture.</summary>
internal static class Format
{
    private const int LongList = 12;

    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(LongList).Select(name => $"'{PlainText.Line(name)}'"))
        + (names.Count > LongList ? FormattableString.Invariant($", ... ({names.Count} in all)") : "");

    public static string Percent(double fraction) => FigureText.Percent(fraction);

    public static string Count(long number, string noun) => FigureText.Count(number, noun);

    /// <summary>A path as it is typed.</summary>
    public static string Argument(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    public static string Time(TimeSpan time) => FigureText.Time(time);
}
