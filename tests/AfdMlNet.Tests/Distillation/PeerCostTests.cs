using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class PeerCostTests
{
    [TestMethod]
    public void Of_Network_GradientsCostTwiceWhatTheyGoBackThrough()
    {
        using StudentModule network = StudentNetworks.CifarResNet(8).Create(3, 10);

        PeerCost whole = PeerCost.Of(network, new ImageShape(32, 32), lastStageOnly: false);
        PeerCost last = PeerCost.Of(network, new ImageShape(32, 32), lastStageOnly: true);

        Assert.AreEqual(2 * whole.Inference, whole.LogitGradients);
        Assert.IsTrue(whole.MapGradients < whole.LogitGradients, "the classifier has none");
        Assert.AreEqual(whole.Inference, last.Inference, 1e-9 * whole.Inference);
        Assert.AreEqual(0.25, last.MapGradients / whole.MapGradients, 0.15);
        Assert.IsTrue(network.training);
    }

    /// <summary>As measured: docs/speed.md has 76 and 222 ms for the gradients of the two.</summary>
    [TestMethod]
    public void Of_TwoDepths_IsInTheRatioThatWasMeasured()
    {
        using StudentModule small = StudentNetworks.CifarResNet(8).Create(3, 100);
        using StudentModule large = StudentNetworks.CifarResNet(20).Create(3, 100);
        var input = new ImageShape(32, 32);

        Assert.AreEqual(76.0 / 222, PeerCost.Of(small, input, false).Inference / PeerCost.Of(large, input, false).Inference, 0.04);
    }
}
