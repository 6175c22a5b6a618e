namespace AfdMlNet.Reporting;

/// <summary>Comma-separated values by RFC 4180.</summary>
internal static class CsvText
{
    /// <summary>A field, in quotes where it needs them.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
