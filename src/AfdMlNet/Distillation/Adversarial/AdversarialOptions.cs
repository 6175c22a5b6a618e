using AfdMlNet.Settings;

namespace AfdMlNet.Distillation;

/// <summary>
/// How the adversarial part of a method is played. The defaults are the paper's; the rest are controls and improvements of our own.
/// </summary>
public sealed class AdversarialOptions
{
    /// <summary>The losses; default <see cref="AdversarialLossKind.LeastSquares"/>, equations (2) and (3).</summary>
    [Recorded("Game")]
    public AdversarialLossKind Loss { get; set; } = AdversarialLossKind.LeastSquares;

    /// <summary>
    /// The game is played in every n-th step; default 1, every step. Larger saves most of its cost, and its optimizers move as much less.
    /// At least 1.
    /// </summary>
    [Range(AtLeast = 1)]
    public int Every { get; set; } = 1;

    /// <summary>
    /// Whether the adversarial gradient reaches only the last stage of each network, which saves most of its cost; default false. Needs
    /// networks that are an <see cref="Networks.IStagedNetwork"/>, as those of <see cref="Networks.StudentNetworks"/> are. Not together
    /// with <see cref="TwoDepths"/>.
    /// </summary>
    public bool LastStageOnly { get; set; }

    /// <summary>
    /// Whether maps are compared before the last stage too, each depth with a transfer layer and a discriminator of its own; default false.
    /// Needs networks that are an <see cref="Networks.IStagedNetwork"/>.
    /// </summary>
    public bool TwoDepths { get; set; }

    /// <summary>
    /// Whether the discriminator's layers are divided by their spectral norm instead of having a batch norm (Miyato et al. 2018); default
    /// false.
    /// </summary>
    public bool SpectralNorm { get; set; }

    /// <summary>
    /// Weight of R1, half the squared norm of the discriminator's gradient on real maps (Mescheder et al. 2018), in the discriminator's
    /// loss; default 0, none. At least 0, usually 0.1 to 10.
    /// </summary>
    [Range(AtLeast = 0)]
    public double GradientPenalty { get; set; }

    /// <summary>
    /// A control: equation (3) is put at 0, so that of the adversarial part only the weight decay of its optimizer acts on the networks;
    /// default false.
    /// </summary>
    public bool DecayOnly { get; set; }
}
