using System.Text.Json.Serialization;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;
using AfdMlNet.Files;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Output;

// Apart from ScoringJson, so that scoring loads nothing of the trainer.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(SavedFiles))]
[JsonSerializable(typeof(StoredSettings))]
[JsonSerializable(typeof(WeightsLoaded))]
[JsonSerializable(typeof(TrainingHistory))]
internal sealed partial class TrainingJson : JsonSerializerContext;
