using System.Globalization;
using System.Text.RegularExpressions;

namespace AfdMlNet.Cli.Commands;

/// <summary>A length of time as text: <c>2h</c>, <c>90m</c>, <c>1h30m</c>, <c>1.5h</c>, <c>2d</c>, <c>45s</c>.</summary>
internal static partial class TimeBudget
{
    public static TimeSpan Parse(string text)
    {
        Match match = Pattern().Match(text.Trim().ToLowerInvariant());
        double seconds = 86400 * Number(match, "d") + 3600 * Number(match, "h") + 60 * Number(match, "m") + Number(match, "s");
        return seconds > 0 && seconds <= TimeSpan.FromDays(3650).TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{text}' is not a length of time: give it as 2h, 90m or 1h30m.");
    }

    /// <summary>The text, if it is one.</summary>
    public static string Checked(string text)
    {
        Parse(text);
        return text;
    }

    private static double Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var value } ? double.Parse(value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m(?:in)?)?(?:(?<s>\d+(?:\.\d+)?)s)?$")]
    private static partial Regex Pattern();
}
