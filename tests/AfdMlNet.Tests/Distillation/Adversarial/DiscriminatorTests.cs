using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class DiscriminatorTests
{
    /// <summary>Checkpoints hold the tensors by these names.</summary>
    [TestMethod]
    public void Parameters_Names_AreThoseOfBefore()
    {
        using var discriminator = new Discriminator(new FeatureShape(4, 2, 2));
        using var normed = new Discriminator(new FeatureShape(4, 2, 2), spectralNorm: true);

        CollectionAssert.AreEqual(
            (string[])["_reduce.weight", "_norm.weight", "_norm.bias", "_judge.weight", "_judge.bias"],
            discriminator.named_parameters().Select(parameter => parameter.name).ToArray());
        Assert.Contains("_judgeNorm.", string.Join(' ', normed.named_buffers().Select(buffer => buffer.name)));
    }

    [TestMethod]
    [DataRow(64, 8, 8)]
    [DataRow(64, 7, 5)]
    [DataRow(4, 2, 2)]
    [DataRow(1, 3, 2)]
    public void Forward_AnyMap_IsOneProbabilityAnImage(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(new FeatureShape(channels, height, width));

        Tensor probabilities = discriminator.forward(randn(5, channels, height, width));

        CollectionAssert.AreEqual(new long[] { 5, 1 }, probabilities.shape);
        Assert.IsTrue(probabilities.ge(0).logical_and(probabilities.le(1)).all().ToBoolean());
    }

    [TestMethod]
    public void Parameters_OfACifarMap_AreThoseOfThePaper()
    {
        using var discriminator = new Discriminator(new FeatureShape(64, 8, 8));

        // 3x3 convolution 64 -> 32, batch norm, convolution over the remaining 4x4 map to one value.
        Assert.AreEqual(64 * 32 * 9 + 2 * 32 + (32 * 4 * 4 + 1), discriminator.parameters().Sum(parameter => parameter.numel()));
    }
}
