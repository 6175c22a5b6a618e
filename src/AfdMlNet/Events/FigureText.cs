using System.Globalization;

namespace AfdMlNet.Events;

/// <summary>Figures for people, the same whatever the machine's culture; a dash where there is none.</summary>
internal static class FigureText
{
    public const string None = "\u2013";

    public static string Percent(double? fraction) =>
        fraction is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:F1} %") : None;

    public static string Count(long number) => string.Create(CultureInfo.InvariantCulture, $"{number:N0}");

    /// <summary>So many of something: one class, two classes.</summary>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? noun : noun + (noun.EndsWith('s') ? "es" : "s"))}");

    public static string Number(double? value) => value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) : None;

    public static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    /// <summary>A time that is foreseen: no more digits than anybody knows.</summary>
    public static string RoughTime(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.TotalSeconds):F0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };
}
