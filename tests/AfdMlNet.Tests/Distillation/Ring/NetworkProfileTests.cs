using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class NetworkProfileTests
{
    [TestMethod]
    public void Of_Network_GradientsCostTwiceWhatTheyGoBackThrough()
    {
        using StudentModule network = StudentNetworks.CifarResNet(8).Create(3, 10);

        PeerCost whole = NetworkProfile.Of(network, new ImageShape(32, 32)).Cost;
        PeerCost last = NetworkProfile.Of(network, new ImageShape(32, 32), lastStageOnly: true).Cost;

        Assert.AreEqual(2 * whole.Inference, whole.LogitGradients);
        Assert.IsTrue(whole.MapGradients < whole.LogitGradients, "the classifier has none");
        Assert.AreEqual(whole.Inference, last.Inference, 1e-9 * whole.Inference);
        Assert.AreEqual(0.25, last.MapGradients / whole.MapGradients, 0.15);
        Assert.IsTrue(network.training);
    }

    [TestMethod]
    public void Of_TwoDepths_HasTheShapesOfBothAndTheCostOfAll()
    {
        using StudentModule network = StudentNetworks.CifarResNet(8).Create(3, 10);
        var input = new ImageShape(32, 32);

        NetworkProfile one = NetworkProfile.Of(network, input);
        NetworkProfile two = NetworkProfile.Of(network, input, twoDepths: true);

        CollectionAssert.AreEqual(new[] { new FeatureShape(64, 8, 8) }, one.Shapes.ToArray());
        CollectionAssert.AreEqual(new[] { new FeatureShape(32, 16, 16), new FeatureShape(64, 8, 8) }, two.Shapes.ToArray());
        Assert.AreEqual(one.Cost, two.Cost);
    }

    /// <summary>76 and 222 ms were measured for the gradients of the two, each with one thread (commit 7e8658d).</summary>
    [TestMethod]
    public void Of_TwoNetworks_AreInTheRatioThatWasMeasured()
    {
        using StudentModule small = StudentNetworks.CifarResNet(8).Create(3, 100);
        using StudentModule large = StudentNetworks.CifarResNet(20).Create(3, 100);
        var input = new ImageShape(32, 32);

        Assert.AreEqual(76.0 / 222, NetworkProfile.Of(small, input).Cost.Inference / NetworkProfile.Of(large, input).Cost.Inference, 0.04);
    }
}
