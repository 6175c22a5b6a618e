using AfdMlNet.Benchmarks.Scaling.Model;

namespace AfdMlNet.Tests.Scaling;

[TestClass]
public sealed class EfficiencyTests
{
    // 2 s and 1 s an image; 8 MB that take 0.5 s to copy; terms without bytes.
    private static readonly StepCost _step = new("test", 2, 1, 8_000_000, 0, 0.5 / 8e6, 0.25);

    // 8 MB over 2 processes take 2 s, and so do the terms, for which the link counts nothing: alpha is nought.
    private static readonly Link _link = new("test", 0, 0.25e-6);

    private static readonly Change _today = new("today");

    // Computing 10 s; calling 0.25 s twice, copying 0.5 s, sending 2 s.
    [TestMethod]
    public void Weak_TwoProcesses_LosesTheExchange() => Assert.AreEqual(10 / 13.0, Efficiency.Weak(_step, _link, 2, 8, _today), 1e-12);

    // One process: 10 s. Each of two: 2 + 4 s and the exchange's 3.
    [TestMethod]
    public void Strong_TwoProcesses_LosesWhatDoesNotShrinkToo() =>
        Assert.AreEqual(10 / 18.0, Efficiency.Strong(_step, _link, 2, 8, _today), 1e-12);

    [TestMethod]
    public void Strong_LessThanTwoImagesEach_IsNotDefined() => Assert.IsTrue(double.IsNaN(Efficiency.Strong(_step, _link, 8, 8, _today)));

    // A bucket: 0.25 + 0.25 + 1 = 1.5 s; half of the backward passes, 4 s, hides the first.
    [TestMethod]
    public void Seconds_TwoBuckets_LeavesTheLastExposed() =>
        Assert.AreEqual(10 + 1.5 + 0.25, Efficiency.Seconds(_step, _link, 2, 8, new Change("") { Buckets = 2 }), 1e-12);

    // Ten times the time a byte: a bucket takes 0.5 + 10 s, 4 of which are hidden once.
    [TestMethod]
    public void Seconds_TwoBucketsOnASlowLink_HidesNoMoreThanTheBackwardPasses() =>
        Assert.AreEqual(
            10 + 10.5 + 6.5 + 0.25, Efficiency.Seconds(_step, _link with { Beta = 2.5e-6 }, 2, 8, new Change("") { Buckets = 2 }), 1e-12);

    [TestMethod]
    public void Seconds_EachChange_TakesAwayItsPart()
    {
        Assert.AreEqual(12.75, Efficiency.Seconds(_step, _link, 2, 8, new Change("") { TermsWithGradients = true }), 1e-12);
        Assert.AreEqual(12, Efficiency.Seconds(_step, _link, 2, 8, new Change("") { Bytes = 0.5 }), 1e-12);
        Assert.AreEqual(12.5, Efficiency.Seconds(_step, _link, 2, 8, new Change("") { InPlace = true }), 1e-12);
        Assert.AreEqual(10 + 2.75 / 4 + 0.25, Efficiency.Seconds(_step, _link, 2, 8, new Change("") { Every = 4 }), 1e-12);
    }

    [TestMethod]
    public void Line_ThroughPointsOfALine_IsThatLine()
    {
        var line = Line.Through([(1, 5), (2, 7), (1000, 2003)]);

        Assert.AreEqual(3, line.Offset, 1e-9);
        Assert.AreEqual(2, line.Slope, 1e-9);
    }
}
