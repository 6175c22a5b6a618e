using AfdMlNet.Events;

namespace AfdMlNet.Tests.Events;

[TestClass]
public sealed class TimeForecastTests
{
    [TestMethod]
    public void Whole_AfterTenSteps_IsTheirPaceForAllThatIsLeft()
    {
        var forecast = new TimeForecast();
        for (int step = 1; step <= TimeForecast.FewestSteps; step++)
        {
            Assert.IsNull(forecast.Whole);
            // The first takes five seconds, all others two.
            forecast.On(new(1, step, 20, 3, TimeSpan.FromSeconds(3 + 2 * step)));
        }

        Assert.IsTrue(forecast.IsNew);
        Assert.AreEqual(TimeSpan.FromSeconds(2 * 50), forecast.Left);
        Assert.AreEqual(TimeSpan.FromSeconds(3 + 2 * 60), forecast.Whole);
    }

    [TestMethod]
    public void Whole_OfARunOfTenSteps_IsNotForetold()
    {
        var forecast = new TimeForecast();
        for (int step = 1; step <= TimeForecast.FewestSteps; step++)
            forecast.On(new(1, step, TimeForecast.FewestSteps, 1, TimeSpan.FromSeconds(step)));

        Assert.IsNull(forecast.Whole);
        Assert.IsFalse(forecast.IsNew);
    }
}
