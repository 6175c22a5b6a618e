using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Onnx;

/// <summary>Reads layers' weights, wherever they are, and folds batch norm into what precedes it.</summary>
internal static class TorchWeights
{
    /// <summary>The values in row-major order.</summary>
    public static double[] Read(Tensor tensor)
    {
        using Tensor detached = tensor.detach();
        using Tensor near = detached.cpu();
        using Tensor wide = near.to(ScalarType.Float64);
        using Tensor flat = wide.contiguous();
        return flat.data<double>().ToArray();
    }

    /// <summary>All that an evaluated batch norm is made of, one value of each for a channel.</summary>
    /// <exception cref="NotSupportedException">The layer keeps no running statistics.</exception>
    public static (double[] Weight, double[] Bias, double[] Mean, double[] Variance) Normalization(BatchNorm2d normalization)
    {
        if (normalization.running_mean is not { } mean || normalization.running_var is not { } variance)
            throw new NotSupportedException(
                "Batch norm without running statistics depends on the batch and has no ONNX form: set track_running_stats.");
        int channels = (int)normalization.num_features;
        return (
            normalization.affine ? Read(normalization.weight) : [.. Enumerable.Repeat(1.0, channels)],
            normalization.affine ? Read(normalization.bias!) : new double[channels],
            Read(mean),
            Read(variance));
    }

    /// <summary>A convolution's weights and bias with the batch norm that follows it multiplied in, in double precision.</summary>
    public static (float[] Weight, float[]? Bias) Folded(Conv2d convolution, BatchNorm2d? normalization)
    {
        double[] weight = Read(convolution.weight);
        double[]? bias = convolution.bias is { } given ? Read(given) : null;
        if (normalization is not null)
        {
            var (scale, shift, mean, variance) = Normalization(normalization);
            int size = weight.Length / scale.Length;
            for (int channel = 0; channel < scale.Length; channel++)
            {
                scale[channel] /= Math.Sqrt(variance[channel] + normalization.eps);
                shift[channel] += scale[channel] * ((bias?[channel] ?? 0) - mean[channel]);
            }
            for (int i = 0; i < weight.Length; i++)
                weight[i] *= scale[i / size];
            bias = shift;
        }
        return (Narrow(weight), bias is null ? null : Narrow(bias));
    }

    public static float[] Narrow(double[] values) => Array.ConvertAll(values, value => (float)value);
}
