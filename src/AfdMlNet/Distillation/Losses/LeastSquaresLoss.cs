using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Equations (2) and (3): least squares on the probabilities, as in the paper.</summary>
internal sealed class LeastSquaresLoss : AdversarialLoss
{
    /// <summary>Equation (2): L_D = mean[(1 - D(real))^2] + mean[D(fake)^2]. 0.5 where D is 0.5 everywhere.</summary>
    public override Tensor Discriminator(Tensor real, Tensor fake) =>
        real.sigmoid().OneMinus().Squared().mean().Plus(fake.sigmoid().Squared().mean());

    /// <summary>Equation (3): L_G = mean[(1 - D(fake))^2]. 0.25 where D is 0.5 everywhere.</summary>
    public override Tensor Generator(Tensor? real, Tensor fake) => fake.sigmoid().OneMinus().Squared().mean();
}
