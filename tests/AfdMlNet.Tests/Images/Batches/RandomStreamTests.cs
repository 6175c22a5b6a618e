using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class RandomStreamTests
{
    // SplitMix64's published sequence for the state 0, reached through no key: pins the generator itself.
    [TestMethod]
    public void Next_ZeroState_IsSplitMix64()
    {
        RandomStream stream = default;

        Assert.AreEqual(0xE220A8397B1DCDAFUL, stream.Next());
        Assert.AreEqual(0x6E789E6AA1B965F4UL, stream.Next());
        Assert.AreEqual(0x06C45D188009454FUL, stream.Next());
    }

    [TestMethod]
    public void NextInt_GivenKey_NeverChanges()
    {
        RandomStream stream = new(42, RandomPurpose.Augmentation, 3, 7);

        Assert.AreEqual("99,34,76,64,27,98,10,82", string.Join(",", Enumerable.Range(0, 8).Select(_ => stream.NextInt(100))));
    }

    [TestMethod]
    public void Constructor_AnyPartOfKeyChanged_GivesOtherNumbers()
    {
        RandomStream[] streams =
        [
            new(1, RandomPurpose.Order, 2, 3), new(2, RandomPurpose.Order, 2, 3), new(1, RandomPurpose.Split, 2, 3),
            new(1, RandomPurpose.Order, 3, 3), new(1, RandomPurpose.Order, 2, 4), new(-1, RandomPurpose.Order, 2, 3),
        ];

        Assert.HasCount(streams.Length, streams.Select(stream => stream.Next()).ToHashSet());
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(9)]
    [DataRow(10)]
    public void NextInt_AcrossImages_IsUniform(int bound)
    {
        const int Draws = 100_000;
        double[] counts = new double[bound];
        for (int image = 0; image < Draws; image++)
            counts[new RandomStream(7, RandomPurpose.Augmentation, 1, image).NextInt(bound)]++;

        double expected = (double)Draws / bound;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.IsLessThan(30, chiSquare);
    }

    [TestMethod]
    public void NextDoubleAndBool_ManyDraws_HaveMeanOneHalf()
    {
        RandomStream stream = new(1, RandomPurpose.Order);
        double[] numbers = [.. Enumerable.Range(0, 50_000).Select(_ => stream.NextDouble())];

        Assert.AreEqual(0.5, numbers.Average(), 0.01);
        Assert.IsTrue(numbers.All(number => number is >= 0 and < 1));
        Assert.AreEqual(0.5, Enumerable.Range(0, 50_000).Average(_ => stream.NextBool() ? 1 : 0), 0.01);
    }

    [TestMethod]
    public void Shuffle_ManyTimes_BringsEachValueEverywhere()
    {
        int[] counts = new int[16];
        for (int epoch = 0; epoch < 16_000; epoch++)
        {
            int[] values = [0, 1, 2, 3];
            new RandomStream(3, RandomPurpose.Order, epoch).Shuffle(values);
            for (int place = 0; place < 4; place++)
                counts[place * 4 + values[place]]++;
        }

        Assert.IsTrue(counts.All(count => count is > 3_700 and < 4_300), string.Join(" ", counts));
    }

    [TestMethod]
    public void NextInt_BoundBelowOne_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => default(RandomStream).NextInt(0));
}
