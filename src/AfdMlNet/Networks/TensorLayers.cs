using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The reading that runs a network. In-place where that is safe: 3 to 5 % of a step.</summary>
internal sealed class TensorLayers : ILayerOperations<Tensor>
{
    public static TensorLayers Instance { get; } = new();

    public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null)
    {
        Tensor output = IsThinning(convolution) ? Thinned(input, convolution) : convolution.forward(input);
        return normalization is null ? output : normalization.forward(output);
    }

    public Tensor Normalization(Tensor input, BatchNorm2d normalization) => normalization.forward(input);

    public Tensor Relu(Tensor input) => input.relu_();

    public Tensor Add(Tensor left, Tensor right) => left.add_(right);

    public Tensor Concatenate(Tensor left, Tensor right) => cat([left, right], 1);

    public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) =>
        nn.functional.max_pool2d(input, kernel, stride, padding);

    public Tensor AveragePool(Tensor input, int kernel, int stride) => nn.functional.avg_pool2d(input, kernel, stride);

    public Tensor GlobalAveragePool(Tensor input) => input.mean([2, 3]);

    public Tensor Linear(Tensor input, Linear linear) => linear.forward(input);

    // A 1x1 convolution with a stride reads only every so many rows and columns. They are picked beforehand, because oneDNN's own way (libtorch
    // 2.10, AVX2, channels_last) gives wrong values for 160 channels and more, and crashes for 512 to 1024.
    private static bool IsThinning(Conv2d convolution) =>
        convolution is { kernel_size: [1, 1], stride: [> 1, _] or [_, > 1], padding: [0, 0], padding_mode: PaddingModes.Zeros };

    private static Tensor Thinned(Tensor input, Conv2d convolution)
    {
        Tensor picked = input.slice(2, 0, input.shape[2], convolution.stride[0]).slice(3, 0, input.shape[3], convolution.stride[1]);
        return nn.functional.conv2d(picked, convolution.weight, convolution.bias, groups: convolution.groups);
    }
}
