namespace AfdMlNet.Distillation;

/// <summary>The parts of a network's step, in their order.</summary>
internal enum StepPhase
{
    /// <summary>The network's inference and its transfer layer.</summary>
    Forward,

    /// <summary>All losses; D on real and fake maps.</summary>
    Losses,

    /// <summary>The gradient of (1), back through the network.</summary>
    LogitBackward,

    /// <summary>The gradient of (3), back through the network.</summary>
    AdversarialBackward,

    /// <summary>The gradient of (2).</summary>
    DiscriminatorBackward,

    /// <summary>All three optimizers.</summary>
    Optimizers,

    /// <summary>What is reported of the step.</summary>
    Figures,

    /// <summary>Waiting for others, or for the next part.</summary>
    Waiting,
}
