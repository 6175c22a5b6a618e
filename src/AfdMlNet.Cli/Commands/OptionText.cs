using System.Globalization;
using AfdMlNet.Settings;

namespace AfdMlNet.Cli.Commands;

/// <summary>Values of options from text, and the words of an enum.</summary>
internal static class OptionText
{
    /// <summary>The value of a property, within its range.</summary>
    /// <exception cref="FormatException">The text is none; the message says what is allowed.</exception>
    public static object Parse(OptionProperty property, string text)
    {
        Type type = property.ValueType;
        return type.IsEnum ? Choice(type, text)
            : type == typeof(bool) ? Switch(text)
            : type == typeof(int) ? Whole(text, property.Range)
            : type == typeof(double) ? Real(text, property.Range)
            : type == typeof(string) ? text
            : throw new NotSupportedException($"{property.Name} is a {type.Name}: give it a row with a parser of its own.");
    }

    public static int Whole(string text, RangeAttribute? range) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && range?.Contains(value) is not false
            ? value
            : throw new FormatException($"'{text}' is not a whole number{Allowed(range)}.");

    public static double Real(string text, RangeAttribute? range) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            && range?.Contains(value) is not false
            ? value
            : throw new FormatException($"'{text}' is not a number{Allowed(range)}.");

    public static bool Switch(string text) =>
        bool.TryParse(text, out bool on) ? on : throw new FormatException($"'{text}' is neither true nor false.");

    /// <summary>One of some words, whatever their case.</summary>
    public static string Word(string text, IReadOnlyList<string> words) =>
        words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"there is no '{text}'. There are: {string.Join(", ", words)}.");

    /// <summary>The words of an enum's values: <c>LeastSquares</c> is <c>least-squares</c>.</summary>
    public static IReadOnlyList<string> Words(Type type) => [.. Enum.GetNames(type).Select(Kebab)];

    /// <summary>A value of a property as it would be given.</summary>
    public static string Of(object value) => value is Enum choice
        ? Kebab(choice.ToString())
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static object Choice(Type type, string text)
    {
        // Of a word of several parts, one that no other has is enough.
        IReadOnlyList<string> words = Words(type);
        string word = words.Where(word => word.Split('-').Contains(text.ToLowerInvariant())).ToArray() is [var only]
            ? only
            : Word(text, words);
        return Enum.Parse(type, Enum.GetNames(type).First(name => Kebab(name) == word));
    }

    private static string Kebab(string name) =>
        string.Concat(
            name.Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string Allowed(RangeAttribute? range) => range is null ? "" : $" {range}";
}
