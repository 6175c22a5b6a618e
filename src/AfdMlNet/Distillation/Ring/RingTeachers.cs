namespace AfdMlNet.Distillation;

/// <summary>Whom a network of the ring learns from. In a ring of two both are the same.</summary>
public enum RingTeachers
{
    /// <summary>The network before it in the ring, as in the paper.</summary>
    Predecessor = 0,

    /// <summary>All the others: the mean of their probabilities, and the maps of all of them as real ones.</summary>
    AllOthers = 1,

    /// <summary>
    /// The network before it and the network after it in turn, from step to step: a ring's cost, and no rotation that grows
    /// (docs/method.md, "A ring that turns round"). With <see cref="AdversarialOptions.Every"/> n it turns every n steps, maps and all.
    /// </summary>
    Alternating = 2,
}
