using AfdMlNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

/// <summary>Interleaved (channels_last) images, as the trainer feeds them, against double precision, which oneDNN does not touch.</summary>
[TestClass]
public sealed class TensorLayersTests
{
    [TestMethod]
    [DataRow(16, 32, 8, 2)]
    [DataRow(256, 512, 4, 1)]
    [DataRow(256, 512, 4, 2)]
    [DataRow(320, 320, 7, 2)]
    [DataRow(512, 512, 1, 1)]
    [DataRow(512, 1024, 2, 2)]
    public void Convolution_OfOnePixelOnAnInterleavedMap_IsRight(int input, int output, int side, int stride)
    {
        using var scope = NewDisposeScope();
        using Conv2d convolution = nn.Conv2d(input, output, 1, stride: stride, bias: false);
        Tensor map = randn(2, side, side, input).permute(0, 3, 1, 2).requires_grad_();
        Tensor result = TensorLayers.Instance.Convolution(map, convolution);
        IList<Tensor> gradients = autograd.grad([result.square().sum()], [map, convolution.weight]);

        Tensor exactMap = map.detach().to(ScalarType.Float64).requires_grad_();
        Tensor exactWeight = convolution.weight.detach().to(ScalarType.Float64).requires_grad_();
        Tensor exact = nn.functional.conv2d(exactMap, exactWeight, strides: [stride, stride]);
        IList<Tensor> exactGradients = autograd.grad([exact.square().sum()], [exactMap, exactWeight]);

        AssertClose(exact, result);
        for (int i = 0; i < 2; i++)
            AssertClose(exactGradients[i], gradients[i]);
    }

    [TestMethod]
    [DataRow("resnet18")]
    [DataRow("wrn16-10")]
    public void Network_OnInterleavedImages_GivesTheSameLogitsAndGradients(string name)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(name);
        Tensor images = randn(2, 32, 32, 3).permute(0, 3, 1, 2);
        student.eval();
        Tensor logits = student.forward(images).Logits;
        Tensor gradient = autograd.grad([logits.square().sum()], [student.parameters().First()])[0];

        student.to(ScalarType.Float64);
        Tensor exact = student.forward(images.to(ScalarType.Float64)).Logits;
        AssertClose(exact, logits);
        // Wide: rounding turns single ReLUs on or off, in any layout. A wrong operation is off by a tenth and more.
        AssertClose(autograd.grad([exact.square().sum()], [student.parameters().First()])[0], gradient, 1e-2);
    }

    /// <summary>
    /// What libtorch makes of it by itself: wrong by half with oneDNN's AVX-512, which <c>NativeSettings</c> keeps it from using.
    /// </summary>
    [TestMethod]
    [DataRow(256, 512, 4)]
    [DataRow(320, 320, 8)]
    [DataRow(160, 320, 16)]
    public void LibTorch_StridedConvolutionOfAnInterleavedMap_IsRight(int input, int output, int side)
    {
        using var scope = NewDisposeScope();
        Tensor map = randn(8, side, side, input).permute(0, 3, 1, 2);
        Tensor weight = randn(output, input, 1, 1);

        Tensor result = nn.functional.conv2d(map, weight, strides: [2, 2]);

        AssertClose(nn.functional.conv2d(map.to(ScalarType.Float64), weight.to(ScalarType.Float64), strides: [2, 2]), result);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance = 1e-4)
    {
        double difference = expected.sub(actual.to(ScalarType.Float64)).abs().max().item<double>();
        Assert.IsLessThanOrEqualTo(tolerance, difference / expected.abs().max().item<double>());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Normalization_SomeBatches_IsTorchSharpsOwn(bool training)
    {
        using var scope = NewDisposeScope();
        (BatchNorm2d ours, BatchNorm2d theirs) = (nn.BatchNorm2d(4, momentum: 0.3), nn.BatchNorm2d(4, momentum: 0.3));
        ours.train(training);
        theirs.train(training);
        for (int batch = 0; batch < 3; batch++)
        {
            Tensor input = randn(5, 4, 3, 3);

            Assert.IsTrue(TensorLayers.Instance.Normalization(input, ours).equal(theirs.forward(input)).all().item<bool>());

            foreach ((string name, Tensor buffer) in ours.named_buffers())
                Assert.IsTrue(buffer.equal(theirs.get_buffer(name)!).all().item<bool>(), name);
        }
    }
}
