namespace AfdMlNet.Distillation;

/// <summary>What a step is told: which losses act on whom, and how.</summary>
internal record DistillationRules
{
    public DistillationMethod Method { get; init; } = DistillationMethod.Afd;

    /// <summary>tau of equation (1).</summary>
    public double Temperature { get; init; } = 3;

    /// <summary>Whether the adversarial gradient is taken at the weights after the logit update (the paper's order).</summary>
    public bool TwoForwards { get; init; }

    public RingTeachers Teachers { get; init; } = RingTeachers.Predecessor;

    public AdversarialOptions Adversarial { get; init; } = new();

    /// <summary>Whether (2) and (3) act in a step.</summary>
    /// <param name="step">Its number in the run, from 0.</param>
    public bool IsAdversarial(long step) => step % Adversarial.Every == 0;

    /// <summary>Whether the ring runs the other way round in a step.</summary>
    /// <param name="step">Its number in the run, from 0.</param>
    public bool IsTurned(long step) => Teachers == RingTeachers.Alternating && step / Adversarial.Every % 2 == 1;

    /// <summary>Whether maps are compared before the last stage too.</summary>
    public bool TwoDepths => Method.ComparesMaps && Adversarial.TwoDepths;

    /// <summary>Whether a second forward is needed.</summary>
    public bool InfersTwice => Method.IsAdversarial && TwoForwards;
}
