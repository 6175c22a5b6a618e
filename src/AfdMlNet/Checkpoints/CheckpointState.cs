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

    /// <summary>Of each network in the ring.</summary>
    public required IReadOnlyList<StudentState> Students { get; init; }
}

/// <summary>Where the training loop is.</summary>
internal sealed record LoopState
{
    /// <summary>The epoch at hand, from 1; one more than all where training has ended.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many of its batches are done.</summary>
    public required int Batch { get; init; }

    public required long Steps { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>When the epoch began.</summary>
    public required TimeSpan EpochBegan { get; init; }

    public required TimeSpan Stepping { get; init; }

    public required TimeSpan Waiting { get; init; }

    /// <summary>The epochs that are over.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    public required int EpochsWithoutImprovement { get; init; }

    /// <summary>The accuracy to improve on.</summary>
    public required double Reference { get; init; }

    /// <summary>Why training has ended; null where it has not.</summary>
    public required StopReason? Ended { get; init; }
}

/// <summary>What is counted of one student.</summary>
internal sealed record StudentState
{
    /// <summary>Images in the epoch's sums.</summary>
    public required long Images { get; init; }

    /// <summary>Images in those of the adversarial part.</summary>
    public required long ImagesWithMaps { get; init; }

    public required int KeptEpoch { get; init; }

    public required double? KeptAccuracy { get; init; }

    /// <summary>Steps of the running average.</summary>
    public required long AverageSteps { get; init; }

    /// <summary>Steps of the optimizer of the maps.</summary>
    public required long FeatureSteps { get; init; }

    /// <summary>Steps of the discriminator's optimizer.</summary>
    public required long DiscriminatorSteps { get; init; }
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
[JsonSerializable(typeof(FollowedRun))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
