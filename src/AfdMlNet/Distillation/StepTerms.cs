using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>The terms of equation (1): scalars.</summary>
internal sealed record LogitTerms(Tensor Loss, Tensor CrossEntropy, Tensor Divergence);

/// <summary>The terms of equations (2) and (3): scalar losses, D's values (N x 1), and the gradients, G's before T's.</summary>
internal sealed record AdversarialTerms(
    Tensor GeneratorLoss,
    Tensor DiscriminatorLoss,
    Tensor Real,
    Tensor Fake,
    IList<Tensor> FeatureGradients,
    int FeatureGradientCount,
    IList<Tensor> DiscriminatorGradients)
{
    /// <summary>The norm of the gradient that reaches G, and of the one that reaches T.</summary>
    public (Tensor Feature, Tensor Transfer) GradientNorms() =>
        (Norm(FeatureGradients.Take(FeatureGradientCount)), Norm(FeatureGradients.Skip(FeatureGradientCount)));

    private Tensor Norm(IEnumerable<Tensor> gradients)
    {
        Tensor[] norms = [.. gradients.Select(gradient => gradient.norm())];
        return norms.Length == 0 ? GeneratorLoss.new_zeros([]) : stack(norms).norm();
    }
}

/// <summary>What one network's step is reported by, as one detached vector in the order of <see cref="Names"/>: nothing here waits for a GPU.</summary>
internal sealed record StepTerms(Tensor Values)
{
    /// <summary>The names, as in the equations and the log.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["ce", "kl", "accuracy", "d_loss", "g_loss", "d_real", "d_fake", "g_norm", "t_norm"];

    private const int LogitCount = 3;

    public static StepTerms Of(Tensor logits, Tensor labels, LogitTerms logit, AdversarialTerms? maps)
    {
        using var _ = no_grad();
        Tensor accuracy = logits.argmax(1).eq(labels).to(ScalarType.Float32).mean();
        Tensor values = stack([logit.CrossEntropy, logit.Divergence, accuracy]).detach();
        return new StepTerms(cat([values, maps is null ? values.new_zeros([Names.Count - LogitCount]) : ValuesOf(maps)]));
    }

    /// <summary>The same terms with the adversarial ones, which the paper's order takes later.</summary>
    public StepTerms With(AdversarialTerms maps) => new(cat([Values[TensorIndex.Slice(0, LogitCount)], ValuesOf(maps)]));

    private static Tensor ValuesOf(AdversarialTerms maps)
    {
        using var _ = no_grad();
        (Tensor feature, Tensor transfer) = maps.GradientNorms();
        return stack([maps.DiscriminatorLoss, maps.GeneratorLoss, maps.Real.mean(), maps.Fake.mean(), feature, transfer]).detach();
    }
}
