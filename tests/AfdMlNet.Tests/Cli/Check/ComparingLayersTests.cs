using AfdMlNet.Cli.Check;
using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Cli.Check;

[TestClass]
public sealed class ComparingLayersTests
{
    [TestMethod]
    [DataRow(1.0, 0, 1e-5)]
    [DataRow(1.1, 0.0999, 0.1001)]
    [DataRow(double.NaN, double.PositiveInfinity, double.PositiveInfinity)]
    public void LargestError_OfConvolutionsThatAreWrong_IsByHowMuch(double factor, double least, double most)
    {
        using var scope = NewDisposeScope();
        using StudentModule network = new TinyNetwork().Create(3, 5);
        var layers = new ComparingLayers(new Wrong(factor));

        network.Features(layers, randn(4, 8, 8, 3).permute(0, 3, 1, 2));

        Assert.IsGreaterThanOrEqualTo(least, layers.LargestError);
        Assert.IsLessThanOrEqualTo(most, layers.LargestError);
    }

    [TestMethod]
    public void Features_AreThoseOfTheNetwork()
    {
        using var scope = NewDisposeScope();
        using StudentModule network = new TinyNetwork().Create(3, 5);
        network.eval();
        Tensor images = randn(4, 8, 8, 3).permute(0, 3, 1, 2);

        Tensor compared = network.Features(new ComparingLayers(TensorLayers.Instance), images);

        Assert.IsTrue(network.forward(images).FeatureMap.equal(compared).all().item<bool>());
    }

    /// <summary>Convolutions that are too large by a factor.</summary>
    private sealed class Wrong(double factor) : ILayerOperations<Tensor>
    {
        public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null) =>
            TensorLayers.Instance.Convolution(input, convolution, normalization) * factor;

        public Tensor Normalization(Tensor input, BatchNorm2d normalization) => TensorLayers.Instance.Normalization(input, normalization);

        public Tensor Relu(Tensor input) => TensorLayers.Instance.Relu(input);

        public Tensor Relu6(Tensor input) => TensorLayers.Instance.Relu6(input);

        public Tensor Add(Tensor left, Tensor right) => throw new NotSupportedException();

        public Tensor Concatenate(Tensor left, Tensor right) => throw new NotSupportedException();

        public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) => throw new NotSupportedException();

        public Tensor AveragePool(Tensor input, int kernel, int stride) => throw new NotSupportedException();

        public Tensor GlobalAveragePool(Tensor input) => throw new NotSupportedException();

        public Tensor Linear(Tensor input, Linear linear) => throw new NotSupportedException();
    }
}
