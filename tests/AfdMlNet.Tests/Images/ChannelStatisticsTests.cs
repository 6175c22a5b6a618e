using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ChannelStatisticsTests
{
    [TestMethod]
    public void Of_ChosenImages_GivesMeanAndDeviationInRawUnits()
    {
        using ImageSetBuilder builder = new(new ImageShape(2, 1), 1, 1000, null);
        builder.Add([0, 10, 7, 100, 30, 7], 0);
        builder.Add([50, 50, 7, 50, 50, 7], 0);
        builder.Add([255, 255, 255, 255, 255, 255], 0);
        using ImageSet set = builder.Build();

        ChannelStatistics statistics = ChannelStatistics.Of(set, [0, 1], new PixelScale(2, -1));

        Assert.AreEqual("99 69 13", string.Join(" ", statistics.Mean));
        Assert.AreEqual(2 * Math.Sqrt(1250), statistics.StandardDeviation[0], 1e-4);
        Assert.AreEqual(2 * Math.Sqrt(275), statistics.StandardDeviation[1], 1e-4);
        Assert.AreEqual(1, statistics.StandardDeviation[2], "a channel that never changes");
    }
}
