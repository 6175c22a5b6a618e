using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Examples;

/// <summary>Halves the map: a 3x3 convolution of each channel on its own, then a 1x1 convolution across them.</summary>
internal sealed class SeparableBlock : nn.Module
{
    private readonly Conv2d _depthwise;
    private readonly BatchNorm2d _depthwiseNormalization;
    private readonly Conv2d _pointwise;
    private readonly BatchNorm2d _pointwiseNormalization;

    public SeparableBlock(int input, int output) : base(nameof(SeparableBlock))
    {
        _depthwise = nn.Conv2d(input, input, 3, stride: 2, padding: 1, groups: input, bias: false);
        _depthwiseNormalization = nn.BatchNorm2d(input);
        _pointwise = nn.Conv2d(input, output, 1, bias: false);
        _pointwiseNormalization = nn.BatchNorm2d(output);
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T map)
    {
        map = layers.Relu(layers.Convolution(map, _depthwise, _depthwiseNormalization));
        return layers.Relu(layers.Convolution(map, _pointwise, _pointwiseNormalization));
    }
}
