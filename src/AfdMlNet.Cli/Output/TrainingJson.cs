using System.Text.Json.Serialization;
using AfdMlNet.Cli.Train;
using AfdMlNet.Networks;
using AfdMlNet.Reporting;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Output;

// Apart from ScoringJson, so that scoring loads nothing of the trainer.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(SavedFiles))]
[JsonSerializable(typeof(TrainSettings))]
[JsonSerializable(typeof(WeightsLoaded))]
[JsonSerializable(typeof(TrainingHistory))]
internal sealed partial class TrainingJson : JsonSerializerContext;
