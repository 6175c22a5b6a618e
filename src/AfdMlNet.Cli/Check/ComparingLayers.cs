using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Cli.Check;

/// <summary>
/// The reading that runs a network and compares each convolution, and its gradients, with double precision, which oneDNN does not touch.
/// </summary>
/// <param name="layers">What is compared.</param>
internal sealed class ComparingLayers(ILayerOperations<Tensor> layers) : ILayerOperations<Tensor>
{
    /// <summary>The largest difference, as a part of the largest value it is one of.</summary>
    public double LargestError { get; private set; }

    public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null)
    {
        Tensor map = input.detach().requires_grad_();
        Tensor output = layers.Convolution(map, convolution);
        Tensor direction = randn_like(output);
        IList<Tensor> gradients = autograd.grad([output], [map, convolution.weight], [direction]);

        Tensor exactMap = Exact(map).requires_grad_();
        Tensor exactWeight = Exact(convolution.weight).requires_grad_();
        Tensor exactOutput = nn.functional.conv2d(
            exactMap, exactWeight, convolution.bias is null ? null : Exact(convolution.bias),
            convolution.stride, convolution.padding, convolution.dilation, convolution.groups);
        IList<Tensor> exactGradients = autograd.grad([exactOutput], [exactMap, exactWeight], [Exact(direction)]);

        Compare(exactOutput, output);
        Compare(exactGradients[0], gradients[0]);
        Compare(exactGradients[1], gradients[1]);
        return normalization is null ? output : layers.Normalization(output, normalization);
    }

    public Tensor Normalization(Tensor input, BatchNorm2d normalization) => layers.Normalization(input, normalization);

    public Tensor Relu(Tensor input) => layers.Relu(input);

    public Tensor Relu6(Tensor input) => layers.Relu6(input);

    public Tensor Add(Tensor left, Tensor right) => layers.Add(left, right);

    public Tensor Concatenate(Tensor left, Tensor right) => layers.Concatenate(left, right);

    public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) => layers.MaxPool(input, kernel, stride, padding);

    public Tensor AveragePool(Tensor input, int kernel, int stride) => layers.AveragePool(input, kernel, stride);

    public Tensor GlobalAveragePool(Tensor input) => layers.GlobalAveragePool(input);

    public Tensor Linear(Tensor input, Linear linear) => layers.Linear(input, linear);

    private static Tensor Exact(Tensor value) => value.detach().to(ScalarType.Float64);

    private void Compare(Tensor exact, Tensor computed)
    {
        double error = (exact - Exact(computed)).abs().max().item<double>() / exact.abs().max().item<double>();
        // NaN is no smaller than anything.
        LargestError = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(LargestError, error);
    }
}
