using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// What one network's step is reported by, as one detached vector in the order of <see cref="Term.All"/>: nothing here waits for a GPU.
/// </summary>
/// <param name="Values">The values; 0 for those that the step does not have.</param>
/// <param name="IsAdversarial">Whether the adversarial ones are among those that it has.</param>
internal sealed record StepTerms(Tensor Values, bool IsAdversarial)
{
    /// <summary>The terms of a pass, whose updates are made.</summary>
    public static StepTerms Of(NetworkStep step)
    {
        using var _ = no_grad();
        Tensor zero = step.Own.Logits.new_zeros([]);
        return new StepTerms(stack([.. Term.All.Select(term => term.Of(step) ?? zero)]).detach(), step.DiscriminatorLoss is not null);
    }

    /// <summary>A value, a scalar.</summary>
    public Tensor this[Term term] => Values[Term.All.TakeWhile(other => other != term).Count()];

    /// <summary>The terms of a step of two passes, which have none in common.</summary>
    public StepTerms With(StepTerms other) => new(Values.Plus(other.Values), IsAdversarial || other.IsAdversarial);
}
