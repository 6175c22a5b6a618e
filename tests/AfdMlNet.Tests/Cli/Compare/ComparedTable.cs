using System.Text.Json;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary>What two comparisons of the same protocol must agree in.</summary>
internal static class ComparedTable
{
    /// <summary>All of a <c>compare.json</c> but times.</summary>
    public static string Accuracies(string file)
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllText(file));
        return string.Join('\n', table.RootElement.GetProperty("rings").EnumerateArray()
            .SelectMany(ring => ring.GetProperty("students").EnumerateArray())
            .SelectMany(student => student.GetProperty("rows").EnumerateArray())
            .Select(row => string.Join(' ', row.EnumerateObject().Where(cell =>
                cell.Name is not ("secondsPerEpoch" or "costRatio")).Select(cell => cell.Value.GetRawText()))));
    }
}
