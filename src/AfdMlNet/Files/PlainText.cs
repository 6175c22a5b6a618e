using System.Text;

namespace AfdMlNet.Files;

/// <summary>
/// Texts of strangers (names of files and classes, what a file says) fit for a line: what would steer a terminal, break the line or turn
/// its direction round is written as <c>\u001b</c>.
/// </summary>
internal static class PlainText
{
    private const int Longest = 120;

    /// <summary>The beginning, for a message.</summary>
    public static string Of(string text) => Line(text.Length > Longest ? $"{text[..Longest]}..." : text);

    /// <summary>The whole, in one line.</summary>
    public static string Line(string text) => Escaped(text, isLine: true);

    /// <summary>The whole, with the line breaks and tabs that it has.</summary>
    public static string Lines(string text) => Escaped(text, isLine: false);

    private static string Escaped(string text, bool isLine)
    {
        if (!text.Any(character => Steers(character) || char.IsSurrogate(character)))
            return text;
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                plain.Append(text[i]).Append(text[++i]);
            else if (char.IsSurrogate(text[i]) || (Steers(text[i]) && (isLine || !IsBreak(text, i))))
                plain.Append(FormattableString.Invariant($"\\u{(int)text[i]:x4}"));
            else
                plain.Append(text[i]);
        }

        return plain.ToString();
    }

    // Controls, line and paragraph separators, and what embeds, overrides or isolates a direction.
    private static bool Steers(char character) => char.IsControl(character)
        || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // A carriage return by itself goes back over the line.
    private static bool IsBreak(string text, int i) =>
        text[i] is '\n' or '\t' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n');
}
