using AfdMlNet.Benchmarks.Scaling.Model;

namespace AfdMlNet.Tests.Scaling;

[TestClass]
public sealed class AllreduceTests
{
    // Round numbers: 1 s for a message, 1/8 s a byte, 1/4 s to add one.
    private static readonly Link _link = new("test", 1, 0.125, 0.25);

    [TestMethod]
    [DataRow(2, 4)]
    [DataRow(8, 12)]
    [DataRow(5, 12)]
    public void Doubling_EightBytes_IsThreeAndOneSecondsForEachRound(int processes, double expected) =>
        Assert.AreEqual(expected, Allreduce.Doubling(8, processes, _link), 1e-12);

    [TestMethod]
    [DataRow(2, 2 + 0.5 * 4)]
    [DataRow(8, 6 + 0.875 * 4)]
    public void Rabenseifner_EightBytes_SendsNearlyTwiceAndAddsNearlyOnce(int processes, double expected) =>
        Assert.AreEqual(expected, Allreduce.Rabenseifner(8, processes, _link), 1e-12);

    [TestMethod]
    [DataRow(2, 2 + 0.5 * 4)]
    [DataRow(8, 14 + 0.875 * 4)]
    public void Ring_EightBytes_HasMoreMessagesAndTheSameBytes(int processes, double expected) =>
        Assert.AreEqual(expected, Allreduce.Ring(8, processes, _link), 1e-12);

    [TestMethod]
    public void Seconds_UpToTwoKilobytes_DoublesAndThenHalves()
    {
        Assert.AreEqual(Allreduce.Doubling(2048, 8, _link), Allreduce.Seconds(2048, 8, _link));
        Assert.AreEqual(Allreduce.Rabenseifner(2049, 8, _link), Allreduce.Seconds(2049, 8, _link));
    }

    [TestMethod]
    public void Link_OfTenGigabits_CarriesNineTenthsOfThem() => Assert.AreEqual(1.125e9, 1 / Link.Of(10, 25, 0).Beta, 1);
}
