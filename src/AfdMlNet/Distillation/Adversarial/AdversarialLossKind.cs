namespace AfdMlNet.Distillation;

/// <summary>The losses of the game between a network and its discriminator.</summary>
public enum AdversarialLossKind
{
    /// <summary>Least squares on probabilities, equations (2) and (3) of the paper.</summary>
    LeastSquares = 0,

    /// <summary>Hinge losses (Lim and Ye, "Geometric GAN", 2017).</summary>
    Hinge = 1,

    /// <summary>Relativistic average least squares (Jolicoeur-Martineau, "The relativistic discriminator", 2018).</summary>
    Relativistic = 2,
}
