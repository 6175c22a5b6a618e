using System.Globalization;

namespace AfdMlNet.Cli;

/// <summary>Figures and lists in text, the same whatever the machine's culture.</summary>
internal static class Words
{
    private const int LongList = 12;

    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(LongList).Select(name => $"'{name}'"))
        + (names.Count > LongList ? FormattableString.Invariant($", ... ({names.Count} in all)") : "");

    public static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F1} %");

    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? noun : noun + (noun.EndsWith('s') ? "es" : "s"))}");

    public static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };
}
