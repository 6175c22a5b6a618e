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
    public void TeachersOf_RingOfFour_AreThePredecessorTheSuccessorOrAllOthers()
    {
        using var fixture = new RingFixture(widths: [4, 6, 8, 10]);
        Ring ring = fixture.Ring;

        CollectionAssert.AreEqual(new[] { 2 }, ring.TeachersOf(3, RingTeachers.Predecessor, isTurned: false).ToArray());
        CollectionAssert.AreEqual(new[] { 2 }, ring.TeachersOf(3, RingTeachers.Alternating, isTurned: false).ToArray());
        CollectionAssert.AreEqual(new[] { 0 }, ring.TeachersOf(3, RingTeachers.Alternating, isTurned: true).ToArray());
        CollectionAssert.AreEqual(new[] { 2, 1, 0 }, ring.TeachersOf(3, RingTeachers.AllOthers, isTurned: false).ToArray());
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
