using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>The hinge losses (Lim and Ye 2017): D stops pushing where it is sure.</summary>
internal sealed class HingeLoss : AdversarialLoss
{
    /// <summary>L_D = mean[max(0, 1 - real)] + mean[max(0, 1 + fake)]. 2 where all scores are 0.</summary>
    public override Tensor Discriminator(Tensor real, Tensor fake) =>
        real.OneMinus().relu().mean().Plus((-fake).OneMinus().relu().mean());

    /// <summary>L_G = -mean[fake].</summary>
    public override Tensor Generator(Tensor? real, Tensor fake) => -fake.mean();
}
