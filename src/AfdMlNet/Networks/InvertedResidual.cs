using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The block of MobileNetV2 (Sandler et al. 2018, table 1): a 1x1 convolution to more channels, a depthwise 3x3, both with ReLU6, and a 1x1
/// convolution to few channels without. The shortcut joins the thin maps, where their shape is the same.
/// </summary>
internal sealed class InvertedResidual : nn.Module
{
    [ComponentName(Name = "conv")]
    private readonly ModuleList<nn.Module> _parts;

    private readonly bool _hasShortcut;

    public InvertedResidual(int input, int output, int stride, int expansion) : base(nameof(InvertedResidual))
    {
        int inner = input * expansion;
        _hasShortcut = stride == 1 && input == output;
        nn.Module[] expand = expansion == 1 ? [] : [new NormalizedConvolution(input, inner, 1)];
        _parts = new ModuleList<nn.Module>(
        [
            .. expand,
            new NormalizedConvolution(inner, inner, 3, stride, groups: inner),
            NormalizedConvolution.Bare(inner, output),
            nn.BatchNorm2d(output),
        ]);
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T input)
    {
        T map = _parts.OfType<NormalizedConvolution>().Aggregate(input, (current, part) => part.Forward(layers, current));
        map = layers.Convolution(map, (Conv2d)_parts[^2], (BatchNorm2d)_parts[^1]);
        return _hasShortcut ? layers.Add(map, input) : map;
    }
}
