using AfdMlNet.Distillation;
using AfdMlNet.Training;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class WorkScheduleTests
{
    private static readonly WorkerThreads _two = new(Workers: 2, Each: 1, All: 2);

    [TestMethod]
    public void Of_NetworksOfOneSize_LeavesNoWorkerIdleAndNothingUsesAllThreads()
    {
        List<StepPiece> pieces = StepOf(true, 1, 1);

        WorkSchedule schedule = WorkSchedule.Of(pieces, [0, 1], _two);

        Assert.IsFalse(pieces.Any(schedule.UsesAllThreads));
        Assert.AreEqual(5, schedule.Length(_two));
    }

    /// <summary>
    /// One worker has inferred the small network and sent its map's gradient back when the other has inferred the large one.
    /// </summary>
    [TestMethod]
    public void Of_SmallAndLarge_TheLastPieceHasAllThreads()
    {
        List<StepPiece> pieces = StepOf(true, 1, 3);

        WorkSchedule schedule = WorkSchedule.Of(pieces, [0, 1], _two);

        StepPiece shared = pieces.Single(schedule.UsesAllThreads);
        Assert.AreEqual((0, StepPhase.LogitBackward), (shared.Network, shared.Phase));
        Assert.AreSame(shared, schedule.Pieces[^1]);
        Assert.AreEqual(3 + 6 + (2 / 1.7), schedule.Length(_two), 1e-9);
    }

    [TestMethod]
    public void Of_SmallAndLargeWithoutAdversarialPart_IsShorterThanTheLargeOneAlone()
    {
        List<StepPiece> pieces = StepOf(false, 1, 3);

        WorkSchedule schedule = WorkSchedule.Of(pieces, [0, 1], _two);

        Assert.IsTrue(schedule.Length(_two) < 0.9 * 9, $"{schedule.Length(_two)}");
    }

    [TestMethod]
    public void Of_OnePieceAndManyThreads_IsShorterByLessThanTheirNumber()
    {
        var threads = new WorkerThreads(Workers: 4, Each: 1, All: 4);
        StepPiece[] pieces = [new(0, StepPhase.LogitBackward, 100, _ => { })];

        Assert.AreEqual(100 / (1.7 * 1.7), WorkSchedule.Of(pieces, [0], threads).Length(threads), 1e-9);
    }

    [TestMethod]
    public void Of_OneWorker_DoesEverythingAsItComes()
    {
        List<StepPiece> pieces = StepOf(true, 1, 3);

        WorkSchedule schedule = WorkSchedule.Of(pieces, [0, 0], new WorkerThreads(1, 1, 1));

        Assert.IsFalse(pieces.Any(schedule.UsesAllThreads));
        Assert.AreEqual(20, schedule.Length(new WorkerThreads(1, 1, 1)));
    }

    [TestMethod]
    public void Of_ThreeNetworksOnTwoWorkers_IsNearlyHalfOfAllWork()
    {
        List<StepPiece> pieces = StepOf(true, 1, 3, 2);

        WorkSchedule schedule = WorkSchedule.Of(pieces, [1, 0, 1], _two);

        Assert.AreEqual(pieces.Sum(piece => piece.Cost) / 2, schedule.Length(_two), 1);
    }

    /// <summary>
    /// A worker that may do nothing but its own networks' losses would wait for ever if the order were not one that can be done.
    /// </summary>
    [TestMethod]
    public void Of_AnySizes_EndsAndIsNoLongerThanOneWorkerAlone()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] costs = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => 1 + (9 * random.NextDouble()))];
            List<StepPiece> pieces = StepOf(random.Next(2) == 0, costs);
            var threads = WorkerThreads.Of(random.Next(1, 9), costs.Length);
            int[] workerOf = [.. costs.Select(_ => random.Next(threads.Workers))];

            double length = WorkSchedule.Of(pieces, workerOf, threads).Length(threads);

            Assert.IsTrue(length <= 1e-9 + pieces.Sum(piece => piece.Cost), $"trial {trial}");
            Assert.IsTrue(length >= pieces.Sum(piece => piece.Cost) * threads.Each / threads.All - 1e-9, $"trial {trial}");
        }
    }

    private static List<StepPiece> StepOf(bool isAdversarial, params double[] costs)
    {
        StepPiece[] inferred = [.. costs.Select((cost, k) => new StepPiece(k, StepPhase.Forward, cost, Nothing))];
        List<StepPiece> pieces = [.. inferred];
        for (int k = 0; k < costs.Length; k++)
        {
            var compared = new StepPiece(k, StepPhase.Losses, 0, Nothing, inferred[k], inferred[(k + costs.Length - 1) % costs.Length]);
            pieces.Add(compared);
            pieces.Add(new StepPiece(k, StepPhase.LogitBackward, 2 * costs[k], Nothing, compared));
            if (isAdversarial)
                pieces.Add(new StepPiece(k, StepPhase.AdversarialBackward, 2 * costs[k], Nothing, inferred[k]));
        }

        return pieces;

        static void Nothing(NetworkStep _)
        {
        }
    }
}
