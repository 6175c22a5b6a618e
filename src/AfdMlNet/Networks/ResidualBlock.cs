using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The basic block of He et al. 2015 (figure 2): two 3x3 convolutions, the shortcut added before the last ReLU.</summary>
internal sealed class ResidualBlock : nn.Module
{
    [ComponentName(Name = "conv1")]
    private readonly Conv2d _convolution1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _normalization1;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _convolution2;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _normalization2;

    [ComponentName(Name = "downsample")]
    private readonly Projection? _projection;

    public ResidualBlock(int input, int output, int stride) : base(nameof(ResidualBlock))
    {
        _convolution1 = HeConvolution.Create(input, output, 3, stride);
        _normalization1 = nn.BatchNorm2d(output);
        _convolution2 = HeConvolution.Create(output, output, 3);
        _normalization2 = nn.BatchNorm2d(output);
        _projection = stride == 1 && input == output ? null : new Projection(input, output, stride);
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T input)
    {
        T inner = layers.Relu(layers.Convolution(input, _convolution1, _normalization1));
        T residual = layers.Convolution(inner, _convolution2, _normalization2);
        T shortcut = _projection is null ? input : _projection.Forward(layers, input);
        return layers.Relu(layers.Add(residual, shortcut));
    }
}
