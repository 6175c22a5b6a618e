using System.Text.Json.Serialization;
using AfdMlNet.Events;
using AfdMlNet.Files;

namespace AfdMlNet.Cli.Compare;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(ComparisonStarted))]
[JsonSerializable(typeof(ComparedRunStarted))]
[JsonSerializable(typeof(RunRecorded))]
[JsonSerializable(typeof(RunFailed))]
[JsonSerializable(typeof(ComparisonEnded))]
[JsonSerializable(typeof(ShardEnded))]
[JsonSerializable(typeof(PlannedRunListed))]
[JsonSerializable(typeof(EpochEnded))]
[JsonSerializable(typeof(ComparisonTable))]
internal sealed partial class CompareJson : JsonSerializerContext;
