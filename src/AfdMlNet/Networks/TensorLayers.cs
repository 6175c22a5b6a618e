using AfdMlNet.Convolutions;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The reading that runs a network. In-place where that is safe: 3 to 5 % of a step.</summary>
internal sealed class TensorLayers : ILayerOperations<Tensor>
{
    public static TensorLayers Instance { get; } = new();

    public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null)
    {
        Tensor output = LayerConvolution.Run(convolution, input);
        return normalization is null ? output : Normalization(output, normalization);
    }

    public Tensor Normalization(Tensor input, BatchNorm2d normalization)
    {
        if (normalization is not { training: true, momentum: { } momentum, num_batches_tracked: { } batches })
            return normalization.forward(input);
        // As its own forward does, which counts with a scalar that may be freed meanwhile.
        TensorMath.CountOne(batches);
        return nn.functional.batch_norm(
            input, normalization.running_mean, normalization.running_var, normalization.weight, normalization.bias, training: true,
            momentum, normalization.eps);
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
}
