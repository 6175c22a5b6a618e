using AfdMlNet.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>The terms of equation (1) and of the direct alignment: scalars.</summary>
internal sealed record LogitTerms(Tensor Loss, Tensor CrossEntropy, Tensor Divergence, Tensor Alignment);

/// <summary>D's scores of a network's own map at each depth (rows x 1), and equation (3): null where the game needs the teachers' maps for it.</summary>
internal sealed record OwnTerms(IReadOnlyList<Tensor> Fakes, Tensor? GeneratorLoss);

/// <summary>The terms of equations (3) and (2), scalars, and D's scores (rows x 1).</summary>
internal sealed record MapTerms(Tensor GeneratorLoss, Tensor DiscriminatorLoss, Tensor Real, Tensor Fake);

/// <summary>The terms of the game with the gradients of (3), G's before T's.</summary>
internal sealed record AdversarialTerms(MapTerms Maps, IList<Tensor> FeatureGradients, int FeatureGradientCount)
{
    /// <summary>The fraction of maps that D puts on the right side, real and fake ones with the same weight.</summary>
    public Tensor Accuracy()
    {
        using Scalar undecided = 0.ToScalar();
        using Scalar half = 0.5.ToScalar();
        return Right(Maps.Real.gt(undecided)).Plus(Right(Maps.Fake.le(undecided))).mul(half);
    }

    /// <summary>The norm of the gradient that reaches G, and of the one that reaches T.</summary>
    public (Tensor Feature, Tensor Transfer) GradientNorms() =>
        (Norm(FeatureGradients.Take(FeatureGradientCount)), Norm(FeatureGradients.Skip(FeatureGradientCount)));

    private static Tensor Right(Tensor judged) => judged.to(ScalarType.Float32).mean();

    private Tensor Norm(IEnumerable<Tensor> gradients)
    {
        Tensor[] norms = [.. gradients.Select(gradient => gradient.norm())];
        return norms.Length == 0 ? Maps.GeneratorLoss.new_zeros([]) : stack(norms).norm();
    }
}

/// <summary>What one network's step is reported by, as one detached vector in the order of <see cref="Names"/>: nothing here waits for a GPU.</summary>
/// <param name="Values">The values.</param>
/// <param name="HasMaps">Whether the adversarial part took part in the step; else its values are zeros.</param>
internal sealed record StepTerms(Tensor Values, bool HasMaps)
{
    /// <summary>The names, as in the equations and the log.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["ce", "kl", "alignment", "accuracy", "d_loss", "g_loss", "d_real", "d_fake", "d_accuracy", "g_norm", "t_norm"];

    /// <summary>How many of them, the first, do not come from the adversarial part.</summary>
    public const int LogitCount = 4;

    public static StepTerms Of(Tensor logits, Tensor labels, LogitTerms logit, AdversarialTerms? maps)
    {
        using var _ = no_grad();
        Tensor accuracy = logits.argmax(1).eq(labels).to(ScalarType.Float32).mean();
        Tensor values = stack([logit.CrossEntropy, logit.Divergence, logit.Alignment, accuracy]).detach();
        return new StepTerms(
            cat([values, maps is null ? values.new_zeros([Names.Count - LogitCount]) : ValuesOf(maps)]), maps is not null);
    }

    /// <summary>The same terms with the adversarial ones, which the paper's order takes later.</summary>
    public StepTerms With(AdversarialTerms maps) => new(cat([Values[TensorIndex.Slice(0, LogitCount)], ValuesOf(maps)]), HasMaps: true);

    private static Tensor ValuesOf(AdversarialTerms game)
    {
        using var _ = no_grad();
        (Tensor feature, Tensor transfer) = game.GradientNorms();
        MapTerms maps = game.Maps;
        return stack(
        [
            maps.DiscriminatorLoss, maps.GeneratorLoss, maps.Real.sigmoid().mean(), maps.Fake.sigmoid().mean(), game.Accuracy(), feature, transfer,
        ]).detach();
    }
}
