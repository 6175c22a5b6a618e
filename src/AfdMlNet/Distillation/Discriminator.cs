using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// D: tells a peer's feature maps (1) from a network's own (0). A 3x3 convolution of stride 2 to half the channels, batch norm, LeakyReLU, then
/// one convolution over the whole remaining map, and a sigmoid.
/// </summary>
internal sealed class Discriminator : nn.Module<Tensor, Tensor>
{
    /// <summary>The smallest side of a map that D can halve.</summary>
    public const int SmallestSide = 2;
    private const double NegativeSlope = 0.2;

    private readonly Conv2d _reduce;
    private readonly BatchNorm2d _norm;
    private readonly Conv2d _judge;

    public Discriminator(FeatureShape shape) : base(nameof(Discriminator))
    {
        int channels = Math.Max(1, shape.Channels / 2);
        _reduce = nn.Conv2d(shape.Channels, channels, 3, stride: 2, padding: 1, bias: false);
        _norm = nn.BatchNorm2d(channels);
        _judge = nn.Conv2d(channels, 1, (Half(shape.Height), Half(shape.Width)));
        RegisterComponents();
    }

    /// <summary>The probability that the map is the peer's.</summary>
    /// <param name="input">N x C x H x W.</param>
    /// <returns>N x 1, each 0 to 1.</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor reduced = nn.functional.leaky_relu(TensorLayers.Instance.Convolution(input, _reduce, _norm), NegativeSlope);
        return TensorLayers.Instance.Convolution(reduced, _judge).flatten(1).sigmoid();
    }

    private static long Half(int side) => (side + 1) / 2;
}
