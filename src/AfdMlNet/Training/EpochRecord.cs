namespace AfdMlNet.Training;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="ImagesPerSecond">Images trained on per second in this epoch, each counted once however many students saw it.</param>
/// <param name="Students">The figures of each student, in ring order.</param>
public sealed record EpochRecord(int Epoch, TimeSpan Elapsed, double ImagesPerSecond, IReadOnlyList<StudentEpoch> Students);

/// <summary>The figures of one student in one epoch: means over its batches, named as in the equations.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="CrossEntropy">Cross entropy with the labels, in nats.</param>
/// <param name="KullbackLeibler">tau^2 x KL divergence from the predecessor's probabilities, in nats; 0 where the method has none.</param>
/// <param name="DiscriminatorLoss">L_D, equation (2); 0.5 when the discriminator cannot tell the maps apart.</param>
/// <param name="GeneratorLoss">L_G, equation (3); 0.25 when the discriminator cannot tell the maps apart.</param>
/// <param name="RealScore">Mean of D on the predecessor's maps ("real"), 0 to 1.</param>
/// <param name="FakeScore">Mean of D on the student's own maps ("fake"), 0 to 1.</param>
/// <param name="FeatureGradientNorm">Norm of the adversarial gradient that reaches the feature extractor G.</param>
/// <param name="TransferGradientNorm">Norm of the adversarial gradient that reaches the transfer layer T; 0 where T is the identity.</param>
/// <param name="TrainingAccuracy">Accuracy on the augmented training batches, 0 to 1.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation images, 0 to 1; null without validation.</param>
/// <param name="LearningRate">The logit optimizer's rate in this epoch.</param>
public sealed record StudentEpoch(
    string Name,
    double CrossEntropy,
    double KullbackLeibler,
    double DiscriminatorLoss,
    double GeneratorLoss,
    double RealScore,
    double FakeScore,
    double FeatureGradientNorm,
    double TransferGradientNorm,
    double TrainingAccuracy,
    double? ValidationAccuracy,
    double LearningRate);
