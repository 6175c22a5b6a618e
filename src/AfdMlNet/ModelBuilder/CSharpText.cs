using System.Globalization;
using System.Text;

namespace AfdMlNet.ModelBuilder;

/// <summary>Text that goes into C# code.</summary>
internal static class CSharpText
{
    /// <summary>A string literal, quotes included, whatever is in the text.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char letter in text)
        {
            if (letter is '"' or '\\')
                literal.Append('\\').Append(letter);
            else if (IsPlain(letter))
                literal.Append(letter);
            else
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
        }

        return literal.Append('"').ToString();
    }

    // Surrogates too are escaped, since one may stand alone in a file's name.
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
