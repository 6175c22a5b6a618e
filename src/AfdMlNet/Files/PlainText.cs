namespace AfdMlNet.Files;

/// <summary>Texts of a stranger's file, fit for a message: short and without control characters.</summary>
internal static class PlainText
{
    private const int Longest = 120;

    public static string Of(string text)
    {
        string shown = text.Length > Longest ? $"{text[..Longest]}..." : text;
        return string.Concat(shown.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
    }
}
