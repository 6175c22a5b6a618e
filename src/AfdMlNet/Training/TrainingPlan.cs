using AfdMlNet.Distillation;

namespace AfdMlNet.Training;

/// <summary>What the training loop is told: the part of the options that it reads.</summary>
internal sealed record TrainingPlan
{
    public DistillationMethod Method { get; init; } = DistillationMethod.Afd;

    public double Temperature { get; init; } = 3;

    public bool TwoForwards { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Index of the student that early stopping watches.</summary>
    public int Deployed { get; init; }

    public SgdOptions LogitOptimizer { get; init; } = new();

    public AdamOptions FeatureOptimizer { get; init; } = new();

    public AdamOptions DiscriminatorOptimizer { get; init; } = new();

    public bool KeepBest { get; init; } = true;

    public EarlyStoppingOptions? EarlyStopping { get; init; }
}
