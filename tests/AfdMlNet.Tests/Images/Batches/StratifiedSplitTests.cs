using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class StratifiedSplitTests
{
    private static readonly int[] _labels = [.. Enumerable.Range(0, 1000).Select(i => i < 700 ? 0 : i < 990 ? 1 : i < 999 ? 2 : 4)];

    [TestMethod]
    public void Divide_Tenth_TakesTenthOfEachClass()
    {
        (int[] training, int[] validation) = StratifiedSplit.Divide(_labels, 0.1, 1);

        CollectionAssert.AreEqual(Enumerable.Range(0, 1000).ToArray(), training.Concat(validation).Order().ToArray());
        Assert.AreEqual("70,29,1,0", string.Join(",", Counts(validation)));
    }

    [TestMethod]
    public void Divide_LargeFraction_LeavesOneOfEachClassToTrain()
    {
        (int[] training, _) = StratifiedSplit.Divide(_labels, 0.99, 1);

        Assert.AreEqual("7,3,1,1", string.Join(",", Counts(training)));
    }

    [TestMethod]
    public void Divide_SameSeed_GivesTheSameOtherSeedAnother()
    {
        int[] first = StratifiedSplit.Divide(_labels, 0.1, 1).Validation;

        CollectionAssert.AreEqual(first, StratifiedSplit.Divide(_labels, 0.1, 1).Validation);
        CollectionAssert.AreNotEqual(first, StratifiedSplit.Divide(_labels, 0.1, 2).Validation);
    }

    [TestMethod]
    public void Divide_MissingLabels_AreAllForTraining()
    {
        (int[] training, int[] validation) = StratifiedSplit.Divide([0, 0, -1, -1, -1, -1, 1, 1], 0.5, 1);

        CollectionAssert.IsSubsetOf((int[])[2, 3, 4, 5], training);
        Assert.HasCount(2, validation);
    }

    [TestMethod]
    public void Divide_Zero_HoldsNothingBack() => Assert.IsEmpty(StratifiedSplit.Divide(_labels, 0, 1).Validation);

    private static IEnumerable<int> Counts(int[] indices) =>
        ((int[])[0, 1, 2, 4]).Select(label => indices.Count(index => _labels[index] == label));
}
