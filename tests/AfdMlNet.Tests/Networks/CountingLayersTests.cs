using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

[TestClass]
public sealed class CountingLayersTests
{
    [TestMethod]
    public void Cost_OfKnownLayers_IsTheirMultiplyAddsAndWhatTheyWrite()
    {
        using var scope = NewDisposeScope();
        using StudentModule network = new TinyNetwork(Width: 4).Create(3, 5);
        network.eval();
        var layers = new CountingLayers();

        Tensor map = network.Features(layers, zeros(2, 3, 8, 8));

        // Two maps of 2 x 4 x 4 x 4 values, each convolved, normalised and rectified.
        const int Values = 2 * 4 * 4 * 4;
        Assert.AreEqual((Values * 3 * 9) + (Values * 4 * 9) + (2 * 3 * Values * 25.0), layers.Cost);
        network.Classify(layers, map);
        Assert.AreEqual(
            (Values * 3 * 9) + (Values * 4 * 9) + (2 * 3 * Values * 25.0) + (2 * 4 * 25) + (2 * 5 * 25) + (2 * 5 * 4), layers.Cost);
    }

    [TestMethod]
    public void Features_OfEveryLayer_AreThoseOfTheNetwork()
    {
        using var scope = NewDisposeScope();
        using var network = new BranchingNetwork(3, 4);
        network.eval();
        Tensor image = rand([2, 32, 32, 3]).permute(0, 3, 1, 2);

        Tensor counted = network.Features(new CountingLayers(), image);

        CollectionAssert.AreEqual(
            network.forward(image).FeatureMap.contiguous().data<float>().ToArray(), counted.contiguous().data<float>().ToArray());
    }
}
