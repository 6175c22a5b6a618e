using AfdMlNet.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>What is measured of a step beside its losses: scalars.</summary>
internal static class StepFigures
{
    /// <summary>The fraction of images that the network labels right; where labels are missing, as cross entropy is.</summary>
    public static Tensor Accuracy(NetworkStep step)
    {
        Tensor accuracy = Mean(step.Own.Logits.argmax(1).eq(step.Labels));
        return step.LabelledFraction == 1 ? accuracy : accuracy.Over(step.LabelledFraction);
    }

    /// <summary>The mean of D, of its scores at all depths.</summary>
    public static Tensor Probability(IReadOnlyList<Tensor> scores) => Joined(scores).sigmoid().mean();

    /// <summary>The fraction of maps that D puts on the right side, real and fake ones with the same weight.</summary>
    public static Tensor DiscriminatorAccuracy(NetworkStep step)
    {
        using Scalar undecided = 0.ToScalar();
        return Mean(Joined(step.Real).gt(undecided)).Plus(Mean(Joined(step.Fake).le(undecided))).Times(0.5);
    }

    /// <summary>The norm of the gradient of (3) that reaches G.</summary>
    public static Tensor? FeatureGradientNorm(NetworkStep step) => Norm(step.GeneratorGradients.Take(step.FeatureGradientCount));

    /// <summary>The norm of the gradient of (3) that reaches T; null where T is the identity.</summary>
    public static Tensor? TransferGradientNorm(NetworkStep step) => Norm(step.GeneratorGradients.Skip(step.FeatureGradientCount));

    private static Tensor? Norm(IEnumerable<Tensor> gradients)
    {
        Tensor[] norms = [.. gradients.Select(gradient => gradient.norm())];
        return norms.Length == 0 ? null : stack(norms).norm();
    }

    private static Tensor Joined(IReadOnlyList<Tensor> scores) => cat([.. scores]);

    private static Tensor Mean(Tensor isRight) => isRight.to(ScalarType.Float32).mean();
}
