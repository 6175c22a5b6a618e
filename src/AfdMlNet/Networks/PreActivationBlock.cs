using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The basic block of the wide residual networks (Zagoruyko and Komodakis 2016, figure 1a): batch norm and ReLU come before each
/// convolution. Where the width changes the shortcut is a 1x1 convolution of the activated input, elsewhere the input itself.
/// </summary>
internal sealed class PreActivationBlock : nn.Module
{
    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _normalization1;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _convolution1;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _normalization2;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _convolution2;

    [ComponentName(Name = "convShortcut")]
    private readonly Conv2d? _shortcut;

    public PreActivationBlock(int input, int output, int stride) : base(nameof(PreActivationBlock))
    {
        _normalization1 = nn.BatchNorm2d(input);
        _convolution1 = HeConvolution.Create(input, output, 3, stride);
        _normalization2 = nn.BatchNorm2d(output);
        _convolution2 = HeConvolution.Create(output, output, 3);
        _shortcut = stride == 1 && input == output ? null : HeConvolution.Create(input, output, 1, stride);
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T input)
    {
        T activated = layers.Relu(layers.Normalization(input, _normalization1));
        T inner = layers.Relu(layers.Convolution(activated, _convolution1, _normalization2));
        T residual = layers.Convolution(inner, _convolution2);
        return layers.Add(residual, _shortcut is null ? input : layers.Convolution(activated, _shortcut));
    }
}
