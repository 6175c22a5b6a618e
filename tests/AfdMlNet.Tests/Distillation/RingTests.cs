using AfdMlNet.Distillation;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class RingTests
{
    [TestMethod]
    public void PredecessorOf_RingOfThree_IsTheOneBeforeAndTheLastTeachesTheFirst()
    {
        using var fixture = new RingFixture(widths: [4, 6, 8]);
        Ring ring = fixture.Ring;

        Assert.AreSame(ring[2], ring.PredecessorOf(0));
        Assert.AreSame(ring[0], ring.PredecessorOf(1));
        Assert.AreSame(ring[1], ring.PredecessorOf(2));
    }

    [TestMethod]
    public void Build_NetworkInAnotherRing_StartsAlike()
    {
        using var pair = new RingFixture(widths: [4, 6]);
        using var three = new RingFixture(widths: [4, 8, 6]);

        CollectionAssert.AreEqual(
            RingFixture.Values(pair.Ring[0].NetworkParameters), RingFixture.Values(three.Ring[0].NetworkParameters));
    }
}
