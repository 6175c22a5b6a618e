using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distributed;

[TestClass]
public sealed class DataParallelTests
{
    [TestMethod]
    public void Average_UnequalParts_IsTheMeanOverAllImages()
    {
        float[][] averaged = Run(2, SharedStatistics.Averaged, (parallel, fixture, rank) =>
        {
            // One image of the first rank's and three of the second's.
            using Tensor gradient = tensor(rank == 0 ? new[] { 1f, 2f } : new[] { 5f, 6f });
            parallel.Average([gradient], rank == 0 ? 0.25 : 0.75);
            return gradient.data<float>().ToArray();
        });

        CollectionAssert.AreEqual((float[])[4, 5], averaged[0]);
        CollectionAssert.AreEqual(averaged[0], averaged[1]);
    }

    [TestMethod]
    public void Average_OfAnotherStride_KeepsEachValueInItsPlace()
    {
        float[][] averaged = Run(2, SharedStatistics.Averaged, (parallel, _, rank) =>
        {
            using Tensor gradient = arange(6, ScalarType.Float32).reshape(2, 3).t();
            parallel.Average([gradient], 0.5);
            return gradient.contiguous().data<float>().ToArray();
        });

        CollectionAssert.AreEqual((float[])[0, 3, 1, 4, 2, 5], averaged[1]);
    }

    [TestMethod]
    [DataRow(SharedStatistics.Averaged, 0.25f)]
    [DataRow(SharedStatistics.FirstProcess, 1f)]
    public void Average_StatisticsOfBatchNorm_AreAsAskedFor(SharedStatistics shared, float first)
    {
        float[] statistics = Run(2, shared, (parallel, fixture, rank) =>
        {
            Fill(fixture, rank == 0 ? 1 : 0);
            parallel.Average([], rank == 0 ? 0.25 : 0.75);
            return Means(fixture);
        }).SelectMany(values => values).Distinct().ToArray();

        CollectionAssert.AreEqual((float[])[first], statistics);
    }

    [TestMethod]
    public void Average_FirstProcessAlone_IsNotSpoiltByAnothersNotANumber()
    {
        float[][] statistics = Run(2, SharedStatistics.FirstProcess, (parallel, fixture, rank) =>
        {
            Fill(fixture, rank == 0 ? 2 : float.NaN);
            parallel.Average([], 0.5);
            return Means(fixture);
        });

        Assert.IsTrue(statistics.All(values => values.All(value => value == 2)));
    }

    [TestMethod]
    public void Average_Terms_TellsAllRanksThatOneIsToStop()
    {
        float[][] told = Run(3, SharedStatistics.Averaged, (parallel, _, rank) =>
        {
            using Tensor values = full([2], rank, ScalarType.Float32);
            parallel.Average([new StepTerms(values, IsAdversarial: false)], 1 / 3.0, stop: rank == 1);
            Assert.IsTrue(parallel.IsStopping);
            return values.data<float>().ToArray();
        });

        Assert.AreEqual(1, told[2][0], 1e-6);
    }

    [TestMethod]
    public void Synchronize_DifferentTensors_GivesAllTheFirstRanks()
    {
        float[][] synchronised = Run(3, SharedStatistics.Averaged, (parallel, _, rank) =>
        {
            using Tensor value = full([2, 3], rank + 5, ScalarType.Float32);
            parallel.Synchronize([value]);
            return value.data<float>().ToArray();
        });

        Assert.IsTrue(synchronised.All(values => values.All(value => value == 5)));
    }

    [TestMethod]
    public void Average_AThousandTimes_LeavesNoTensor()
    {
        // One rank: others' tensors would be counted too.
        Run(1, SharedStatistics.Averaged, (parallel, _, _) =>
        {
            using Tensor gradient = ones(10);
            using Tensor values = ones(2);
            parallel.Average([gradient], 1);
            // What other tests left to the garbage collector would be counted as well.
            Garbage.Collect();
            long before = Tensor.TotalCount;
            for (int i = 0; i < 1000; i++)
            {
                parallel.Average([gradient], 1);
                parallel.Average([new StepTerms(values, IsAdversarial: false)], 1, stop: false);
                parallel.Synchronize([gradient]);
            }

            Assert.IsLessThanOrEqualTo(before, Tensor.TotalCount);
            return [];
        });
    }

    private static float[][] Run(int ranks, SharedStatistics shared, Func<DataParallel, RingFixture, int, float[]> work) =>
        ThreadGroup.Run(ranks, group =>
    {
        RingFixture fixture;
        lock (typeof(DataParallelTests))
            fixture = new RingFixture();
        using (fixture)
            return work(new DataParallel(group, fixture.Ring, shared), fixture, group.Rank);
    });

    private static void Fill(RingFixture fixture, float value)
    {
        using var _ = no_grad();
        foreach (TorchSharp.Modules.BatchNorm2d norm in Norms(fixture))
            norm.running_mean!.fill_(value);
    }

    private static float[] Means(RingFixture fixture) => [.. Norms(fixture).SelectMany(norm => norm.running_mean!.data<float>().ToArray())];

    // Of networks, transfer layers and discriminators.
    private static IEnumerable<TorchSharp.Modules.BatchNorm2d> Norms(RingFixture fixture) => fixture.Ring.Peers
        .SelectMany(peer => peer.Network.modules().Concat(peer.Heads.SelectMany(game => game.Discriminator.modules())))
        .OfType<TorchSharp.Modules.BatchNorm2d>();
}
