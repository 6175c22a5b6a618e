using System.Text.Json;
using System.Text.Json.Nodes;

namespace AfdMlNet.Cli.Train;

/// <summary>
/// settings.json of 0.1.0 before its release, with a property for each option, or with a word of then. To go with the next version.
/// </summary>
internal static class OldSettings
{
    // Properties whose names are not their flags'.
    private static readonly Dictionary<string, string> _flags = new()
    {
        ["output"] = "--out",
        ["modelBuilder"] = "--mbconfig",
        ["budget"] = "--for",
        ["validationFraction"] = "--validation",
        ["weightAverage"] = "--ema",
        ["weightAverageFor"] = "--ema-for",
        ["gpus"] = "--gpu",
        ["logFolder"] = "--log-dir",
    };

    public static bool Is(JsonObject file) => !file.ContainsKey("options");

    public static StoredSettings Read(JsonObject file) => new(
        (string?)file["data"],
        [.. file.Where(property => property.Key != "data").Select(property => Option(property.Key, property.Value)).OfType<GivenOption>()]);

    /// <summary>An option in the words of now.</summary>
    public static GivenOption Renamed(GivenOption given) =>
        given is { Name: "--ema-for", Values: ["shipping"] } ? given with { Values = ["deployment"] } : given;

    private static GivenOption? Option(string property, JsonNode? value)
    {
        string flag = _flags.GetValueOrDefault(property)
            ?? $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(property)}";
        return Values(property, value) is { } values ? new(flag, values) : null;
    }

    private static string[]? Values(string property, JsonNode? value) => value switch
    {
        null => null,
        JsonValue truth when truth.GetValueKind() == JsonValueKind.False => null,
        JsonValue truth when truth.GetValueKind() == JsonValueKind.True => [],
        JsonValue seconds when property == "budget" => [$"{seconds}s"],
        JsonValue text => [$"{text}"],
        JsonArray files when property == "weights" => [.. files.Select(file => $"{file?["student"]}={file?["path"]}")],
        JsonArray many => [string.Join(',', many)],
        JsonObject size when property == "size" => [$"{size["width"]}x{size["height"]}"],
        JsonObject classes when classes["first"] is { } first => [$"{first}"],
        JsonObject classes when classes["names"] is JsonArray names => [string.Join(',', names)],
        _ => null,
    };
}
