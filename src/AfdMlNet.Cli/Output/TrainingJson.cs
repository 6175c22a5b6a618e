using System.Text.Json;
using System.Text.Json.Serialization;
using AfdMlNet.Cli.Train;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Output;

// Apart from ScoringJson, so that scoring loads nothing of the trainer.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(StageProgressed))]
[JsonSerializable(typeof(BatchEnded))]
[JsonSerializable(typeof(EpochEnded))]
[JsonSerializable(typeof(RunFinding))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(SavedFiles))]
[JsonSerializable(typeof(TrainSettings))]
[JsonSerializable(typeof(WeightsLoaded))]
[JsonSerializable(typeof(TrainingHistory))]
internal sealed partial class TrainingJson : JsonSerializerContext;

/// <summary>A time as a number of seconds.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromSeconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}
