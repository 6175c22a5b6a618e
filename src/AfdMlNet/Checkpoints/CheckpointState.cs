using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AfdMlNet.Events;
using AfdMlNet.Files;

namespace AfdMlNet.Checkpoints;

/// <summary>What a checkpoint holds beside its tensors.</summary>
internal sealed record CheckpointState
{
    /// <summary>What decides the run: see <see cref="RunIdentity"/>.</summary>
    public IReadOnlyDictionary<string, string> Run { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the teacher of an offline method is still being trained.</summary>
    public required bool TrainsTeacher { get; init; }

    /// <summary>What became of that teacher.</summary>
    public StudentOutcome? Teacher { get; init; }

    public required LoopState Loop { get; init; }

    /// <summary>The state of each part, by its name: see <see cref="ICheckpointed"/>.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Parts { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(CheckpointState))]
[JsonSerializable(typeof(StoredTensorEntry))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
