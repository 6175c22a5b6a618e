using System.Text.Json;
using System.Text.Json.Nodes;
using AfdMlNet.Cli.Output;
using AfdMlNet.Events;

namespace AfdMlNet.Cli.Train;

/// <summary>history.json, the whole <see cref="TrainingHistory"/>, and settings.json, what was asked for; times in seconds.</summary>
internal static class HistoryFile
{
    public const string HistoryName = "history.json";
    public const string SettingsName = "settings.json";

    /// <summary>The largest file read, in bytes: some thousand epochs take about a megabyte.</summary>
    public const long MaximumLength = 16 << 20;

    private static readonly TrainingJson _indented = new(new JsonSerializerOptions(TrainingJson.Default.Options) { WriteIndented = true });

    public static string Text(TrainingHistory history) => JsonSerializer.Serialize(history, _indented.TrainingHistory);

    public static string Text(TrainSettings settings) => JsonSerializer.Serialize(StoredSettings.Of(settings), _indented.StoredSettings);

    /// <summary>The settings of <see cref="Text(TrainSettings)"/>.</summary>
    public static TrainSettings SettingsOf(string text) => Settings(JsonNode.Parse(text))!;

    /// <summary>The history beside a model; null where there is none.</summary>
    public static TrainingHistory? ReadHistory(string folder) =>
        Read(Path.Combine(folder, HistoryName),
            stream => JsonSerializer.Deserialize(stream, TrainingJson.Default.TrainingHistory) is { } history
            && HistoryCheck.IsWhole(history) ? history : null);

    /// <summary>The settings beside a model; null where there are none.</summary>
    public static TrainSettings? ReadSettings(string folder) =>
        Read(Path.Combine(folder, SettingsName), stream => Settings(JsonNode.Parse(stream)));

    private static TrainSettings? Settings(JsonNode? json) => json is JsonObject file
        ? (OldSettings.Is(file) ? OldSettings.Read(file) : file.Deserialize(TrainingJson.Default.StoredSettings)!).Checked()
        : null;

    private static T? Read<T>(string path, Func<Stream, T?> read) where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaximumLength)
                throw new CliException($"'{path}' has {stream.Length} bytes; {MaximumLength} are the most that 'afd train' writes.");
            return read(stream)
                ?? throw new CliException(
                    $"'{path}' is not what 'afd train' wrote: something is missing, or a figure is out of its range.");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new CliException($"'{path}' is not what 'afd train' wrote: {error.Message}", cause: error);
        }
    }
}
