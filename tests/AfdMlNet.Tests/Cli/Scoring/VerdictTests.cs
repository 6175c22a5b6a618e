using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Reporting;

namespace AfdMlNet.Tests.Cli.Scoring;

[TestClass]
public sealed class VerdictTests
{
    private static readonly ImageSet _set = new("data", ["a", "b"], [new("1", "a"), new("2", "a"), new("3", "a"), new("4", "b")]);

    [TestMethod]
    public void Text_AboveChance_NamesIntervalChanceAndLargestClass() => Assert.AreEqual(
        "84.0 % of 200 test images right (chance 20 %, always 'tulips' 25 %); 95 % interval 78 to 88 %.",
        new Accuracy(0.84, 200, 5) { Largest = ("tulips", 0.25) }.Text("test image"));

    [TestMethod]
    public void Text_AboveChanceButNotTheLargestClass_IsNoBetterThanGuessing() => Assert.EndsWith(
        "not surely better than guessing.", Verdict.Of(0.75, 20, _set).Text("test image"));

    [TestMethod]
    public void Of_PartOfASet_HasItsShares() => Assert.AreEqual(
        new Accuracy(0.9, 20, 2) { Largest = ("a", 0.75) }, Verdict.Of(0.9, 20, _set));
}
