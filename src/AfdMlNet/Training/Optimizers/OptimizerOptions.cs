using AfdMlNet.Settings;

namespace AfdMlNet.Training;

/// <summary>SGD with momentum, for the logit loss (1) on all of a network.</summary>
public sealed class SgdOptions
{
    /// <summary>Learning rate; default 0.1. At least 0.</summary>
    [Range(AtLeast = 0)]
    public double LearningRate { get; set; } = 0.1;

    /// <summary>Momentum; default 0.9. At least 0, below 1.</summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>L2 weight decay; default 1e-4. At least 0.</summary>
    [Range(AtLeast = 0)]
    public double WeightDecay { get; set; } = 1e-4;

    /// <summary>Default: x0.1 at 50 % and 75 % of the epochs.</summary>
    public LearningRateSchedule Schedule { get; set; } = LearningRateSchedule.Step(0.1, 0.5, 0.75);
}

/// <summary>Adam, for the adversarial losses: (3) on a feature extractor and its transfer layer, (2) on a discriminator.</summary>
public sealed class AdamOptions
{
    /// <summary>Learning rate; default 2e-5. At least 0; 0 switches the adversarial part off without changing anything else.</summary>
    [Range(AtLeast = 0)]
    public double LearningRate { get; set; } = 2e-5;

    /// <summary>Weight decay; default 0.1, as in the paper. At least 0.</summary>
    [Range(AtLeast = 0)]
    public double WeightDecay { get; set; } = 0.1;

    /// <summary>
    /// Whether the decay is added to the gradient before Adam normalises it (coupled, as in the paper; default) or applied to the
    /// weights directly (decoupled, AdamW). Coupled, a decay of 0.1 moves every weight about a full step toward zero each time.
    /// </summary>
    public bool CoupledDecay { get; set; } = true;

    /// <summary>Default: x0.1 at 25 % and 50 % of the epochs.</summary>
    public LearningRateSchedule Schedule { get; set; } = LearningRateSchedule.Step(0.1, 0.25, 0.5);
}
