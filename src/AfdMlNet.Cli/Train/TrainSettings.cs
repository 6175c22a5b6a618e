using System.Text.Json.Serialization;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Train;

/// <summary>What was asked for on the command line; null where it was not, so that the library's default holds.</summary>
internal sealed record TrainSettings
{
    public required string Data { get; init; }
    public required string Output { get; init; }
    /// <summary>The Model Builder project that asks for the training.</summary>
    public string? ModelBuilder { get; init; }
    /// <summary>The folder of a run to go on with.</summary>
    public string? Resume { get; init; }
    /// <summary>The time after which training ends.</summary>
    public TimeSpan? Budget { get; init; }
    public double? CheckpointMinutes { get; init; }
    public bool NoCheckpoints { get; init; }
    public IReadOnlyList<string>? Students { get; init; }
    public IReadOnlyList<StudentWeights>? Weights { get; init; }
    public string? Method { get; init; }
    public string? Teachers { get; init; }
    public double? RampUp { get; init; }
    public string? Game { get; init; }
    public int? AdversarialEvery { get; init; }
    public bool LastStageOnly { get; init; }
    public bool TwoDepths { get; init; }
    public bool SpectralNorm { get; init; }
    public double? GradientPenalty { get; init; }
    public bool DecayOnly { get; init; }
    public double? WeightAverage { get; init; }
    public string? WeightAverageFor { get; init; }
    public int? Epochs { get; init; }
    public int? BatchSize { get; init; }
    public double? Temperature { get; init; }
    public int Seed { get; init; } = DefaultSeed;
    public InputSize? Size { get; init; }
    public string? Fit { get; init; }
    public double? ValidationFraction { get; init; }
    public int? Patience { get; init; }
    public string? Keep { get; init; }
    public string? Deploy { get; init; }
    public double? LearningRate { get; init; }
    public double? AdversarialRate { get; init; }
    public double? AdversarialDecay { get; init; }
    public bool Decoupled { get; init; }
    public bool TwoForwards { get; init; }
    public bool NoFlip { get; init; }
    public int? CropPadding { get; init; }
    public int? Gpu { get; init; }
    /// <summary>Several, in place of <see cref="Gpu"/>.</summary>
    public IReadOnlyList<int>? Gpus { get; init; }
    public int? Threads { get; init; }
    /// <summary>Seconds to wait for other processes.</summary>
    public double? RankTimeout { get; init; }
    /// <summary>What becomes of batch norm's statistics with other processes.</summary>
    public string? Statistics { get; init; }
    public ClassSelection Classes { get; init; } = ClassSelection.All;
    public int? PerClass { get; init; }
    /// <summary>Where to put TensorBoard's events.</summary>
    public string? LogFolder { get; init; }
    /// <summary>A .csv or .jsonl that follows the run.</summary>
    public string? Log { get; init; }
    public string? Workspace { get; init; }
    public bool Json { get; init; }

    /// <summary>Whether all that must be there is: files of other programs are read too.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Data is not null && Output is not null && Classes is not null
        && Students?.Contains(null) is not true
        && Classes.Names?.Contains(null) is not true
        && Weights?.All(file => file is { Student: not null, Path: not null }) is not false
        && Size is null or { Width: > 0, Height: > 0 };

    /// <summary>The same from wherever it is read.</summary>
    public TrainSettings WithFullPaths() => this with
    {
        Data = Path.GetFullPath(Data),
        Weights = Weights is null ? null : [.. Weights.Select(file => file with { Path = Path.GetFullPath(file.Path) })],
    };

    /// <summary>Fixed, so that a command line repeated gives the same model.</summary>
    public const int DefaultSeed = 1;
}
