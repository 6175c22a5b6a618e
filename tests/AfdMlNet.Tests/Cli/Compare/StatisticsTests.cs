using AfdMlNet.Cli.Compare;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary>Against values by hand.</summary>
[TestClass]
public sealed class StatisticsTests
{
    [TestMethod]
    public void Of_ThreeValues_IsTheirMeanAndTheSamplesDeviation()
    {
        Spread spread = Statistics.Of([1, 2, 6])!;

        Assert.AreEqual(3.0, spread.Mean);
        // ((-2)^2 + (-1)^2 + 3^2) / 2 = 7.
        Assert.AreEqual(Math.Sqrt(7), spread.StandardDeviation!.Value, 1e-12);
    }

    [TestMethod]
    public void Of_OneValue_HasNoDeviation() => Assert.IsNull(Statistics.Of([1])!.StandardDeviation);

    [TestMethod]
    public void Paired_ThreeSeeds_HasStudentsInterval()
    {
        // Differences 1, 2, 3: mean 2, deviation 1, and t(2) at 97.5 % is 4.302653.
        Difference difference = Statistics.Paired([(11, 10), (22, 20), (33, 30)])!;

        Assert.AreEqual(2.0, difference.Mean, 1e-12);
        Assert.AreEqual(4.302653 / Math.Sqrt(3), difference.Margin!.Value, 1e-5);
    }

    [TestMethod]
    public void Paired_OneSeed_HasNoInterval() => Assert.IsNull(Statistics.Paired([(2, 1)])!.Margin);

    [TestMethod]
    public void Median_EvenCount_IsBetweenTheMiddleTwo() => Assert.AreEqual(2.5, Statistics.Median([4, 1, 2, 3]));
}
