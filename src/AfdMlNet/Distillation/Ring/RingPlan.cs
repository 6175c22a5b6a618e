using AfdMlNet.Images;
using AfdMlNet.Networks;

namespace AfdMlNet.Distillation;

/// <summary>What a ring is made from.</summary>
internal sealed record RingPlan
{
    public required IReadOnlyList<IStudentNetwork> Students { get; init; }

    /// <summary>Index of the student in whose shape maps are compared.</summary>
    public int ReferenceStudent { get; init; }

    public required ImageShape Input { get; init; }

    /// <summary>What the ring's input is; null for the images' own.</summary>
    public ImageNormalization? Normalization => ImageNormalization.Of(Students, Input.Channels);

    public required int ClassCount { get; init; }

    public required int Seed { get; init; }

    public AdversarialOptions Adversarial { get; init; } = new();

    /// <summary>Whether maps are compared before the last stage too.</summary>
    public bool TwoDepths { get; init; }

    public WeightAverageOptions? WeightAverage { get; init; }
}
