using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The reading that runs a network and estimates how long that takes.</summary>
internal sealed class CountingLayers : ILayerOperations<Tensor>
{
    // Measured on ResNet-20 at 32x32 in training: convolutions are three quarters of the time, the rest is bound by memory.
    private const double MultiplyAddsPerValue = 25;

    /// <summary>In multiply-adds; a value that is written takes as long as some of them.</summary>
    public double Cost { get; private set; }

    /// <summary>How many values were written in all maps.</summary>
    public double Values { get; private set; }

    public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null)
    {
        Tensor output = Written(TensorLayers.Instance.Convolution(input, convolution));
        Cost += (double)output.numel() * (convolution.weight.numel() / convolution.out_channels);
        return normalization is null ? output : Normalization(output, normalization);
    }

    public Tensor Normalization(Tensor input, BatchNorm2d normalization) =>
        Written(TensorLayers.Instance.Normalization(input, normalization));

    public Tensor Relu(Tensor input) => Written(TensorLayers.Instance.Relu(input));

    public Tensor Relu6(Tensor input) => Written(TensorLayers.Instance.Relu6(input));

    public Tensor Add(Tensor left, Tensor right) => Written(TensorLayers.Instance.Add(left, right));

    public Tensor Concatenate(Tensor left, Tensor right) => Written(TensorLayers.Instance.Concatenate(left, right));

    public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) =>
        Written(TensorLayers.Instance.MaxPool(input, kernel, stride, padding));

    public Tensor AveragePool(Tensor input, int kernel, int stride) => Written(TensorLayers.Instance.AveragePool(input, kernel, stride));

    public Tensor GlobalAveragePool(Tensor input) => Written(TensorLayers.Instance.GlobalAveragePool(input));

    public Tensor Linear(Tensor input, Linear linear)
    {
        Tensor output = Written(TensorLayers.Instance.Linear(input, linear));
        Cost += (double)output.numel() * linear.in_features;
        return output;
    }

    private Tensor Written(Tensor output)
    {
        Values += output.numel();
        Cost += output.numel() * MultiplyAddsPerValue;
        return output;
    }
}
