using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public class FiguresTests
{
    [TestMethod]
    public void All_Names_AreUniqueAndPlain()
    {
        CollectionAssert.AllItemsAreUnique(Figures.All.Select(figure => figure.Name).ToArray());
        foreach (Figure figure in Figures.All)
            Assert.MatchesRegex("^[a-z0-9_]+$", figure.Name);
    }

    [TestMethod]
    public void All_Charts_AreOfTheReport() =>
        CollectionAssert.IsSubsetOf(Figures.All.Select(figure => figure.Chart).Distinct().ToArray(), FigureChart.All.ToArray());

    [TestMethod]
    public void All_FiguresOfAnEpoch_AreShown() =>
        Assert.HasCount(typeof(StudentEpoch).GetProperties().Count(property => property.Name != nameof(StudentEpoch.Name)), Figures.All);
}
