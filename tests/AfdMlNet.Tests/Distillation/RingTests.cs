using AfdMlNet.Distillation;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class RingTests
{
    [TestMethod]
    public void Predecessor_RingOfThree_IsTheOneBeforeAndTheLastTeachesTheFirst()
    {
        using var fixture = new RingFixture(widths: [4, 6, 8]);
        Ring ring = fixture.Ring;

        Assert.AreEqual(2, ring.Predecessor(0));
        Assert.AreEqual(0, ring.Predecessor(1));
        Assert.AreEqual(1, ring.Predecessor(2));
    }

    [TestMethod]
    public void TeachersOf_RingOfThree_AreThePredecessorOrAllOthers()
    {
        using var fixture = new RingFixture(widths: [4, 6, 8]);
        Ring ring = fixture.Ring;

        CollectionAssert.AreEqual(new[] { 0 }, ring.TeachersOf(1, RingTeachers.Predecessor).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 2 }, ring.TeachersOf(1, RingTeachers.AllOthers).ToArray());
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
