using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Equations (2) and (3): least-squares adversarial losses. The peer's maps are real, a network's own are fake.</summary>
internal static class AdversarialLoss
{
    /// <summary>Equation (2): L_D = mean[(1 - D(real))^2] + mean[D(fake)^2]. 0.5 where D is 0.5 everywhere.</summary>
    /// <param name="real">D(T_pred(G_pred(x))), N x 1.</param>
    /// <param name="fake">D(T_k(G_k(x))), N x 1.</param>
    public static Tensor Discriminator(Tensor real, Tensor fake) => (1 - real).square().mean() + fake.square().mean();

    /// <summary>Equation (3): L_G = mean[(1 - D(fake))^2]. 0.25 where D is 0.5 everywhere.</summary>
    /// <param name="fake">D(T_k(G_k(x))), N x 1.</param>
    public static Tensor Generator(Tensor fake) => (1 - fake).square().mean();
}
