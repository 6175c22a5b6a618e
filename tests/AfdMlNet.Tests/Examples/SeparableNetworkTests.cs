using AfdMlNet.Examples;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Examples;

[TestClass]
public class SeparableNetworkTests
{
    [TestMethod]
    public void Forward_Images_GivesMapOfItsStrideAndLogits()
    {
        var network = new SeparableNetwork(Width: 8);
        using StudentModule module = network.Create(3, 5);
        using Tensor images = rand(2, 3, 24, 16);
        (Tensor map, Tensor logits) = module.forward(images);
        CollectionAssert.AreEqual((long[])[2, 32, 24 / network.Stride, 16 / network.Stride], map.shape);
        CollectionAssert.AreEqual((long[])[2, 5], logits.shape);
    }
}
