using AfdMlNet.Convolutions;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// D: tells a teacher's feature maps (1) from a network's own (0). A 3x3 convolution of stride 2 to half the channels, batch norm,
/// LeakyReLU, then one convolution over the whole remaining map, and a sigmoid. With spectral norm both convolutions are divided by theirs,
/// and batch norm, which would undo that, is left out.
/// </summary>
internal sealed class Discriminator : nn.Module<Tensor, Tensor>
{
    /// <summary>The smallest side of a map that D can halve.</summary>
    public const int SmallestSide = 2;
    private const double NegativeSlope = 0.2;

    private readonly Conv2d _reduce;
    private readonly BatchNorm2d? _norm;
    // Its name, and that of its norm, in the checkpoints of before.
    [ComponentName(Name = "_judge")]
    private readonly Conv2d _score;
    private readonly SpectralNorm? _reduceNorm;
    [ComponentName(Name = "_judgeNorm")]
    private readonly SpectralNorm? _scoreNorm;

    public Discriminator(FeatureShape shape, bool spectralNorm = false) : base(nameof(Discriminator))
    {
        int channels = Math.Max(1, shape.Channels / 2);
        _reduce = nn.Conv2d(shape.Channels, channels, 3, stride: 2, padding: 1, bias: false);
        _norm = spectralNorm ? null : nn.BatchNorm2d(channels);
        _score = nn.Conv2d(channels, 1, (Half(shape.Height), Half(shape.Width)), bias: !spectralNorm);
        if (spectralNorm)
        {
            _reduceNorm = new SpectralNorm(channels);
            _scoreNorm = new SpectralNorm(1);
        }

        RegisterComponents();
    }

    /// <summary>The probability that the map is a teacher's.</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <returns>N x 1, each 0 to 1.</returns>
    public override Tensor forward(Tensor input) => Score(input).sigmoid();

    /// <summary>The score whose sigmoid is <see cref="forward"/>.</summary>
    /// <param name="map">N x C x H x W.</param>
    /// <param name="twice">Whether the score's gradient has a gradient of its own.</param>
    /// <returns>N x 1.</returns>
    public Tensor Score(Tensor map, bool twice = false)
    {
        Tensor convolved = Divided(Convolved(map, _reduce, _norm, twice), _reduceNorm, _reduce);
        Tensor reduced = TensorMath.With(NegativeSlope, convolved.leaky_relu);
        return Divided(Convolved(reduced, _score, null, twice), _scoreNorm, _score).flatten(1);
    }

    private static Tensor Convolved(Tensor map, Conv2d convolution, BatchNorm2d? norm, bool twice)
    {
        Tensor output = LayerConvolution.Run(convolution, map, twice);
        return norm is null ? output : TensorLayers.Instance.Normalization(output, norm);
    }

    // The convolutions have no bias where they are divided, so the output can be divided instead of the weight.
    private static Tensor Divided(Tensor output, SpectralNorm? norm, Conv2d convolution) =>
        norm is null ? output : output / norm.forward(convolution.weight);

    private static long Half(int side) => (side + 1) / 2;
}
