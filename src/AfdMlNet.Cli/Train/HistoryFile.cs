using System.Text.Json;
using AfdMlNet.Cli.Output;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Train;

/// <summary>history.json: the whole <see cref="TrainingHistory"/>, times in seconds.</summary>
internal static class HistoryFile
{
    private static readonly TrainingJson _indented = new(new JsonSerializerOptions(TrainingJson.Default.Options) { WriteIndented = true });

    public static string Text(TrainingHistory history) => JsonSerializer.Serialize(history, _indented.TrainingHistory);
}
