using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class DiscriminatorTests
{
    [TestMethod]
    [DataRow(64, 8, 8)]
    [DataRow(64, 7, 5)]
    [DataRow(4, 2, 2)]
    [DataRow(1, 3, 2)]
    public void Forward_AnyMap_IsOneProbabilityAnImage(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(new FeatureShape(channels, height, width));

        Tensor judged = discriminator.forward(randn(5, channels, height, width));

        CollectionAssert.AreEqual(new long[] { 5, 1 }, judged.shape);
        Assert.IsTrue(judged.ge(0).logical_and(judged.le(1)).all().ToBoolean());
    }

    [TestMethod]
    public void Parameters_OfACifarMap_AreThoseOfThePaper()
    {
        using var discriminator = new Discriminator(new FeatureShape(64, 8, 8));

        // 3x3 convolution 64 -> 32, batch norm, convolution over the remaining 4x4 map to one value.
        Assert.AreEqual(64 * 32 * 9 + 2 * 32 + (32 * 4 * 4 + 1), discriminator.parameters().Sum(parameter => parameter.numel()));
    }
}
