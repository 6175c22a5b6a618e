using System.Text;
using System.Xml;

namespace AfdMlNet.Reporting.Html;

/// <summary>Text of users, such as the names of classes and files, which may hold anything.</summary>
internal static class Valid
{
    private const char Replacement = '\ufffd';

    /// <summary>The text with what no page may hold (control characters, halves of surrogate pairs) replaced.</summary>
    public static string Xml(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))
                valid.Append(Replacement);
            else
                valid.Append(rune);
        }
        return valid.ToString();
    }
}
