namespace AfdMlNet.Events;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="ImagesPerSecond">Images trained on per second in this epoch, each counted once however many students saw it.</param>
/// <param name="Students">The figures of each student, in ring order.</param>
public sealed record EpochRecord(int Epoch, TimeSpan Elapsed, double ImagesPerSecond, IReadOnlyList<StudentEpoch> Students)
{
    /// <summary>Of the epoch's time, that within its training steps.</summary>
    public TimeSpan Stepping { get; init; }

    /// <summary>Of the epoch's time, that in which training waited for images.</summary>
    public TimeSpan Waiting { get; init; }
}

/// <summary>
/// The figures of one student in one epoch, named as in the equations: means over its training batches, and measurements on the validation
/// images.
/// </summary>
public sealed record StudentEpoch
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>Cross entropy with the labels, in nats.</summary>
    public double CrossEntropy { get; init; }

    /// <summary>tau^2 x KL divergence from the teacher's probabilities, in nats; 0 where the method has none.</summary>
    public double KullbackLeibler { get; init; }

    /// <summary>Direct alignment with the teacher's feature map (L1 or L2); 0 where the method has none.</summary>
    public double AlignmentLoss { get; init; }

    /// <summary>L_D, equation (2); 0.5 when the discriminator cannot tell the maps apart.</summary>
    public double DiscriminatorLoss { get; init; }

    /// <summary>L_G, equation (3); 0.25 when the discriminator cannot tell the maps apart.</summary>
    public double GeneratorLoss { get; init; }

    /// <summary>Mean of D on the teacher's maps ("real"), 0 to 1.</summary>
    public double RealScore { get; init; }

    /// <summary>Mean of D on the student's own maps ("fake"), 0 to 1.</summary>
    public double FakeScore { get; init; }

    /// <summary>The fraction of maps that D puts on the right side, 0 to 1; 0.5 when it cannot tell them apart.</summary>
    public double DiscriminatorAccuracy { get; init; }

    /// <summary>Norm of the adversarial gradient that reaches the feature extractor G.</summary>
    public double FeatureGradientNorm { get; init; }

    /// <summary>Norm of the adversarial gradient that reaches the transfer layer T; 0 where T is the identity.</summary>
    public double TransferGradientNorm { get; init; }

    /// <summary>Accuracy on the augmented training batches, 0 to 1.</summary>
    public double TrainingAccuracy { get; init; }

    /// <summary>The logit optimizer's rate in this epoch.</summary>
    public double LearningRate { get; init; }

    /// <summary>Accuracy on the validation images, 0 to 1; null without validation.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>
    /// Expected calibration error on the validation images (Guo et al. 2017, 15 bins): by how much confidence and accuracy differ, 0 to 1.
    /// </summary>
    public double? CalibrationError { get; init; }

    /// <summary>The fraction of validation images that the student and its predecessor in the ring label alike, 0 to 1.</summary>
    public double? Agreement { get; init; }

    /// <summary>
    /// Mean cosine between the student's feature map and its predecessor's, on the validation images, in the ring's shape: -1 to 1. Null
    /// without validation, and where the shapes differ and the method trains no transfer layer.
    /// </summary>
    public double? FeatureCosine { get; init; }

    /// <summary>Mean absolute difference of those maps' elements; null as <see cref="FeatureCosine"/>.</summary>
    public double? FeatureL1 { get; init; }

    /// <summary>Root of the mean squared difference of those maps' elements; null as <see cref="FeatureCosine"/>.</summary>
    public double? FeatureL2 { get; init; }
}
