using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AfdMlNet.Events;
using AfdMlNet.Files;

namespace AfdMlNet.Reporting;

/// <summary>The events of a run as JSON; times are numbers of seconds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(StageProgressed))]
[JsonSerializable(typeof(BatchEnded))]
[JsonSerializable(typeof(EpochEnded))]
[JsonSerializable(typeof(CheckpointWritten))]
[JsonSerializable(typeof(RunResumed))]
[JsonSerializable(typeof(ConvolutionsTried))]
[JsonSerializable(typeof(RunFinding))]
[JsonSerializable(typeof(RunEnded))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>An event as one line, its type first; null for an event that is none of these.</summary>
    public static string? Line(TrainingEvent trainingEvent)
    {
        if (Default.GetTypeInfo(trainingEvent.GetType()) is not JsonTypeInfo type)
            return null;
        JsonObject line = JsonSerializer.SerializeToNode(trainingEvent, type)!.AsObject();
        line.Insert(0, "event", JsonNamingPolicy.CamelCase.ConvertName(trainingEvent.GetType().Name));
        return line.ToJsonString(type.Options);
    }
}
