using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class TransferLayerTests
{
    [TestMethod]
    public void Forward_SameShape_IsTheIdentityWithoutParameters()
    {
        using var scope = NewDisposeScope();
        using var transfer = new TransferLayer(new(8, 4, 4), new(8, 4, 4));
        Tensor map = randn(2, 8, 4, 4);

        Assert.AreSame(map, transfer.forward(map));
        Assert.IsEmpty(transfer.parameters());
    }

    [TestMethod]
    [DataRow(8, 4, 16, 4)]
    [DataRow(16, 8, 8, 4)]
    [DataRow(8, 4, 8, 8)]
    [DataRow(8, 2, 8, 3)]
    public void Forward_OtherShape_TakesThePeers(int channels, int side, int toChannels, int toSide)
    {
        using var scope = NewDisposeScope();
        using var transfer = new TransferLayer(new(channels, side, side), new(toChannels, toSide, toSide));

        Tensor map = transfer.forward(randn(2, channels, side, side));

        CollectionAssert.AreEqual(new long[] { 2, toChannels, toSide, toSide }, map.shape);
        Assert.AreEqual(channels == toChannels ? 0 : 3, transfer.parameters().Count());
    }
}
