using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The shortcut of a block that changes the shape: 1x1 convolution and batch norm (He et al. 2015, option B).</summary>
internal sealed class Projection : nn.Module
{
    // PyTorch has a Sequential here, whose members' names are their numbers.
    [ComponentName(Name = "0")]
    private readonly Conv2d _convolution;

    [ComponentName(Name = "1")]
    private readonly BatchNorm2d _normalization;

    public Projection(int input, int output, int stride) : base(nameof(Projection))
    {
        _convolution = HeConvolution.Create(input, output, 1, stride);
        _normalization = nn.BatchNorm2d(output);
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T input) => layers.Convolution(input, _convolution, _normalization);
}
