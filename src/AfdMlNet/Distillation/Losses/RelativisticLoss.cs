using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// The relativistic average least-squares losses (Jolicoeur-Martineau 2018, RaLSGAN): a map is real by as much as it scores above the mean
/// of the other side's, so that both sides move.
/// </summary>
internal sealed class RelativisticLoss : AdversarialLoss
{
    public override bool IsRelative => true;

    /// <summary>L_D = mean[(real - mean fake - 1)^2] + mean[(fake - mean real + 1)^2]. 2 where all scores are alike.</summary>
    public override Tensor Discriminator(Tensor real, Tensor fake) =>
        (real - fake.mean()).OneMinus().Squared().mean().Plus((real.mean() - fake).OneMinus().Squared().mean());

    /// <summary>L_G: the same with the sides exchanged.</summary>
    public override Tensor Generator(Tensor? real, Tensor fake) => Discriminator(fake, real!);
}
