namespace AfdMlNet.Reporting;

/// <summary>Comma-separated values by RFC 4180.</summary>
internal static class CsvText
{
    /// <summary>What a spreadsheet takes for the beginning of a formula.</summary>
    private const string Formula = "=+-@\t\r\n";

    /// <summary>A field, in quotes where it needs them.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>A name, which is other people's: one that a spreadsheet would compute has an apostrophe before it.</summary>
    public static string Name(string name) => Quoted(name.Length > 0 && Formula.Contains(name[0]) ? $"'{name}" : name);
}
