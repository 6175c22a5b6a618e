using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>Convolution, batch norm and ReLU6, as MobileNetV2 has them.</summary>
internal sealed class NormalizedConvolution : nn.Module
{
    // PyTorch has a Sequential here, whose members' names are their numbers.
    [ComponentName(Name = "0")]
    private readonly Conv2d _convolution;

    [ComponentName(Name = "1")]
    private readonly BatchNorm2d _normalization;

    public NormalizedConvolution(int input, int output, int kernel, int stride = 1, int groups = 1) : base(nameof(NormalizedConvolution))
    {
        _convolution = Bare(input, output, kernel, stride, groups);
        _normalization = nn.BatchNorm2d(output);
        RegisterComponents();
    }

    public Conv2d Convolution => _convolution;

    public BatchNorm2d Normalization => _normalization;

    /// <summary>The convolution alone, initialised as torchvision's.</summary>
    public static Conv2d Bare(int input, int output, int kernel = 1, int stride = 1, int groups = 1)
    {
        Conv2d convolution = nn.Conv2d(input, output, kernel, stride, padding: kernel / 2, groups: groups, bias: false);
        nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut);
        return convolution;
    }

    public T Forward<T>(ILayerOperations<T> layers, T input) => layers.Relu6(layers.Convolution(input, _convolution, _normalization));
}
