using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

/// <summary>Gradients through one shared forward, as the distillation step takes them; in-place operations must not spoil them.</summary>
[TestClass]
public sealed class GradientTests
{
    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void TwoBackwards_OfOneForward_ReachEveryParameter(string name)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(name);
        (Tensor map, Tensor logits) = student.forward(randn(2, 3, 32, 32));

        nn.functional.cross_entropy(logits, tensor([1L, 7L])).backward(retain_graph: true);
        IList<Tensor> second = autograd.grad([map.square().mean()], [.. student.FeatureParameters()]);

        foreach ((string parameter, Parameter value) in student.named_parameters())
        {
            Assert.IsNotNull(value.grad, parameter);
            Assert.IsTrue(value.grad.isfinite().all().item<bool>(), parameter);
        }
        Assert.IsTrue(second.All(gradient => gradient.isfinite().all().item<bool>()));
        Assert.IsTrue(second.Any(gradient => gradient.abs().max().item<float>() > 0));
    }

    [TestMethod]
    [DataRow("resnet14")]
    [DataRow("wrn16-1")]
    [DataRow("resnet18")]
    public void Gradients_WithInPlaceOperations_EqualThoseWithout(string name)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(name);
        Tensor images = randn(4, 32, 32, 3).permute(0, 3, 1, 2);
        Parameter[] parameters = [.. student.parameters()];

        IList<Tensor> inPlace = autograd.grad([student.forward(images).Logits.square().sum()], parameters);
        Tensor map = student.Features(OutOfPlaceLayers.Instance, images);
        IList<Tensor> plain = autograd.grad([student.Classify(OutOfPlaceLayers.Instance, map).square().sum()], parameters);

        foreach ((Tensor one, Tensor other) in inPlace.Zip(plain))
            Assert.IsTrue(one.allclose(other, rtol: 1e-4, atol: 1e-5));
    }

    /// <summary>The tensor operations, all out of place.</summary>
    private sealed class OutOfPlaceLayers : ILayerOperations<Tensor>
    {
        public static OutOfPlaceLayers Instance { get; } = new();

        public Tensor Convolution(Tensor input, Conv2d convolution, BatchNorm2d? normalization = null) =>
            TensorLayers.Instance.Convolution(input, convolution, normalization);

        public Tensor Normalization(Tensor input, BatchNorm2d normalization) => TensorLayers.Instance.Normalization(input, normalization);

        public Tensor Relu(Tensor input) => input.relu();

        public Tensor Relu6(Tensor input) => input.clamp(0, 6);

        public Tensor Add(Tensor left, Tensor right) => left.add(right);

        public Tensor Concatenate(Tensor left, Tensor right) => TensorLayers.Instance.Concatenate(left, right);

        public Tensor MaxPool(Tensor input, int kernel, int stride, int padding = 0) =>
            TensorLayers.Instance.MaxPool(input, kernel, stride, padding);

        public Tensor AveragePool(Tensor input, int kernel, int stride) => TensorLayers.Instance.AveragePool(input, kernel, stride);

        public Tensor GlobalAveragePool(Tensor input) => TensorLayers.Instance.GlobalAveragePool(input);

        public Tensor Linear(Tensor input, Linear linear) => TensorLayers.Instance.Linear(input, linear);
    }
}
