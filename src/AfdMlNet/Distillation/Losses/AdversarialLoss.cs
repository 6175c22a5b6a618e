using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// A pair of losses of the game between a network and its discriminator. The teachers' maps are real, a network's own are fake.
/// </summary>
/// <remarks>Both take D's scores before the sigmoid, N x 1: the probability that a map is real is their sigmoid.</remarks>
internal abstract class AdversarialLoss
{
    /// <summary>Whether <see cref="Generator"/> looks at the teachers' maps too.</summary>
    public virtual bool IsRelative => false;

    /// <summary>L_D: what the discriminator makes small.</summary>
    /// <param name="real">D's scores of the teachers' maps, M x 1.</param>
    /// <param name="fake">D's scores of the network's own maps, N x 1.</param>
    public abstract Tensor Discriminator(Tensor real, Tensor fake);

    /// <summary>L_G: what the network makes small.</summary>
    /// <param name="real">D's scores of the teachers' maps, M x 1; only where <see cref="IsRelative"/>.</param>
    /// <param name="fake">D's scores of the network's own maps, N x 1.</param>
    public abstract Tensor Generator(Tensor? real, Tensor fake);

    public static AdversarialLoss Of(AdversarialLossKind game) => game switch
    {
        AdversarialLossKind.LeastSquares => new LeastSquaresLoss(),
        AdversarialLossKind.Hinge => new HingeLoss(),
        AdversarialLossKind.Relativistic => new RelativisticLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(game), game, "Not a game."),
    };
}
