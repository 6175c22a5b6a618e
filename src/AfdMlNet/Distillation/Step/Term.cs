using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// A term that a network's step is reported by: the one table that steps, sums, records and checkpoints read. Another term is another row.
/// </summary>
/// <param name="name">Its name in messages and checkpoints, that of its figure in logs.</param>
/// <param name="isAdversarial">Whether only steps with an adversarial part have it.</param>
/// <param name="of">Its value, the mean over the batch, a scalar; null for 0.</param>
/// <param name="into">Writes its mean over an epoch into the record.</param>
internal sealed class Term(string name, bool isAdversarial, Func<NetworkStep, Tensor?> of, Func<StudentEpoch, double, StudentEpoch> into)
{
    public static Term CrossEntropy { get; } = Logit("ce", step => step.CrossEntropy, (epoch, mean) => epoch with { CrossEntropy = mean });

    public static Term KullbackLeibler { get; } =
        Logit("kl", step => step.Divergence, (epoch, mean) => epoch with { KullbackLeibler = mean });

    public static Term Alignment { get; } =
        Logit("alignment", step => step.Alignment, (epoch, mean) => epoch with { AlignmentLoss = mean });

    public static Term Accuracy { get; } =
        Logit("training_accuracy", StepFigures.Accuracy, (epoch, mean) => epoch with { TrainingAccuracy = mean });

    public static Term DiscriminatorLoss { get; } =
        Adversarial("d_loss", step => step.DiscriminatorLoss, (epoch, mean) => epoch with { DiscriminatorLoss = mean });

    public static Term GeneratorLoss { get; } =
        Adversarial("g_loss", step => step.GeneratorLoss, (epoch, mean) => epoch with { GeneratorLoss = mean });

    public static Term RealScore { get; } =
        Adversarial("d_real", step => StepFigures.Probability(step.Real), (epoch, mean) => epoch with { RealScore = mean });

    public static Term FakeScore { get; } =
        Adversarial("d_fake", step => StepFigures.Probability(step.Fake), (epoch, mean) => epoch with { FakeScore = mean });

    public static Term DiscriminatorAccuracy { get; } =
        Adversarial("d_accuracy", StepFigures.DiscriminatorAccuracy, (epoch, mean) => epoch with { DiscriminatorAccuracy = mean });

    public static Term FeatureGradientNorm { get; } =
        Adversarial("g_norm", StepFigures.FeatureGradientNorm, (epoch, mean) => epoch with { FeatureGradientNorm = mean });

    public static Term TransferGradientNorm { get; } =
        Adversarial("t_norm", StepFigures.TransferGradientNorm, (epoch, mean) => epoch with { TransferGradientNorm = mean });

    /// <summary>All, in the order of the sums.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        CrossEntropy, KullbackLeibler, Alignment, Accuracy,
        DiscriminatorLoss, GeneratorLoss, RealScore, FakeScore, DiscriminatorAccuracy, FeatureGradientNorm, TransferGradientNorm,
    ];

    public string Name => name;

    public bool IsAdversarial => isAdversarial;

    /// <summary>Its value in a step; null where the step does not have it, or where it is 0.</summary>
    public Tensor? Of(NetworkStep step) => (isAdversarial ? step.DiscriminatorLoss : step.Loss) is null ? null : of(step);

    public StudentEpoch Into(StudentEpoch epoch, double mean) => into(epoch, mean);

    private static Term Logit(string name, Func<NetworkStep, Tensor?> of, Func<StudentEpoch, double, StudentEpoch> into) =>
        new(name, false, of, into);

    private static Term Adversarial(string name, Func<NetworkStep, Tensor?> of, Func<StudentEpoch, double, StudentEpoch> into) =>
        new(name, true, of, into);
}
