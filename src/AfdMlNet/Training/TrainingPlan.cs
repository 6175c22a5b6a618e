using AfdMlNet.Distillation;
using AfdMlNet.Distributed;

namespace AfdMlNet.Training;

/// <summary>What the training loop is told: the part of the options that it reads.</summary>
internal sealed record TrainingPlan : DistillationRules
{
    public required int Epochs { get; init; }

    /// <summary>Index of the student that early stopping watches.</summary>
    public int Deployed { get; init; }

    /// <summary>Fraction of the epochs in which the terms that teach grow to their full weight.</summary>
    public double RampUp { get; init; }

    public SgdOptions LogitOptimizer { get; init; } = new();

    public AdamOptions FeatureOptimizer { get; init; } = new();

    public AdamOptions DiscriminatorOptimizer { get; init; } = new();

    public bool KeepBest { get; init; } = true;

    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>What becomes of batch norm's statistics where several processes train.</summary>
    public SharedStatistics SharedStatistics { get; init; }
}
