using AfdMlNet.Runtime;
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
        Tensor output = IsProduct(input, convolution) ? Product(input, convolution) : convolution.forward(input);
        return normalization is null ? output : Normalization(output, normalization);
    }

    public Tensor Normalization(Tensor input, BatchNorm2d normalization)
    {
        if (normalization is not { training: true, momentum: { } momentum, num_batches_tracked: { } batches })
            return normalization.forward(input);
        // As its own forward does, which counts with a scalar that may be freed meanwhile.
        TensorMath.CountOne(batches);
        return nn.functional.batch_norm(
            input, normalization.running_mean, normalization.running_var, normalization.weight, normalization.bias, training: true, momentum, normalization.eps);
    }

    public Tensor Relu(Tensor input) => input.relu_();

    public Tensor Relu6(Tensor input) => input.relu6_();

    public Tensor Add(Tensor left, Tensor right) => left.PlusInPlace(right);

    public Tensor Concatenate(Tensor left, Tensor right) => cat([left, right], 1);

    public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) =>
        nn.functional.max_pool2d(input, kernel, stride, padding);

    public Tensor AveragePool(Tensor input, int kernel, int stride) => nn.functional.avg_pool2d(input, kernel, stride);

    public Tensor GlobalAveragePool(Tensor input) => input.mean([2, 3]);

    public Tensor Linear(Tensor input, Linear linear) => linear.forward(input);

    // A 1x1 convolution is a matrix product, and is run as one on a CPU: oneDNN's way (libtorch 2.10, AVX-512) gives wrong values on interleaved
    // (channels_last) maps of 160 channels and more, and crashes from 512 to 1024.
    private static bool IsProduct(Tensor input, Conv2d convolution) =>
        input.device_type == DeviceType.CPU
        && convolution is { kernel_size: [1, 1], groups: 1, padding: [0, 0], padding_mode: PaddingModes.Zeros };

    private static Tensor Product(Tensor input, Conv2d convolution)
    {
        long[] stride = convolution.stride;
        Tensor picked = stride is [1, 1] ? input : nn.functional.avg_pool2d(input, [1, 1], stride);
        Tensor weight = convolution.weight.reshape(convolution.out_channels, convolution.in_channels);
        return nn.functional.linear(picked.permute(0, 2, 3, 1), weight, convolution.bias).permute(0, 3, 1, 2);
    }
}
