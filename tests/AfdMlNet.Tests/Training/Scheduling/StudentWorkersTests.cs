using System.Collections.Concurrent;
using AfdMlNet.Distillation;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class StudentWorkersTests
{
    private static readonly WorkerThreads _two = new(Workers: 2, Each: 1, All: 1);

    [TestMethod]
    public void Run_EachPhase_RunsOnceOnEachNetworksOwnThread()
    {
        using var workers = new StudentWorkers([1, 1, 1], new WorkerThreads(3, 1, 3));
        var first = new int[3];
        var second = new int[3];

        workers.Run(k => first[k] = Environment.CurrentManagedThreadId);
        workers.Run(k => second[k] = Environment.CurrentManagedThreadId);

        CollectionAssert.AreEqual(first, second);
        Assert.AreEqual(3, first.Distinct().Count());
    }

    [TestMethod]
    public void WorkerOf_MoreNetworksThanWorkers_TheLargestHasOneToItself()
    {
        using var workers = new StudentWorkers([1, 4, 2], _two);
        var threads = new int[3];

        workers.Run(k => threads[k] = Environment.CurrentManagedThreadId);

        CollectionAssert.AreEqual(new[] { 1, 0, 1 }, workers.WorkerOf.ToArray());
        Assert.AreEqual(threads[0], threads[2]);
        Assert.AreNotEqual(threads[0], threads[1]);
    }

    [TestMethod]
    public void Run_WorkerFails_ThrowsItsErrorAndGoesOn()
    {
        using var workers = new StudentWorkers([1, 1], _two);
        var done = new bool[2];

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => workers.Run(k =>
            {
                if (k == 1)
                    throw new InvalidOperationException("one");
            }));
        workers.Run(k => done[k] = true);

        Assert.AreEqual("one", error.Message);
        CollectionAssert.AreEqual(new[] { true, true }, done);
    }

    [TestMethod]
    public void Run_Schedule_DoesEachPieceOnceAfterThoseItNeedsAndFixedOnesOnTheirWorker()
    {
        using var workers = new StudentWorkers([1, 1, 1], _two);
        var home = new int[3];
        workers.Run(k => home[k] = Environment.CurrentManagedThreadId);
        var done = new ConcurrentQueue<(int Network, StepPhase Phase, int Thread)>();

        for (int round = 0; round < 50; round++)
        {
            done.Clear();
            StepPiece[] inferred = [.. Enumerable.Range(0, 3).Select(k => Piece(k, StepPhase.Forward))];
            StepPiece[] compared = [.. Enumerable.Range(0, 3).Select(k => Piece(k, StepPhase.Losses, inferred))];
            StepPiece[] gradients = [.. Enumerable.Range(0, 3).Select(k => Piece(k, StepPhase.LogitBackward, compared[k]))];
            Run(workers, workers.Schedule([.. inferred, .. compared, .. gradients]));

            Assert.AreEqual(9, done.Distinct().Count());
            Assert.AreEqual(9, done.Count);
            Assert.IsTrue(done.Take(3).All(piece => piece.Phase == StepPhase.Forward));
            Assert.IsTrue(done.Where(piece => piece.Phase != StepPhase.LogitBackward).All(piece => piece.Thread == home[piece.Network]));
        }

        StepPiece Piece(int k, StepPhase phase, params StepPiece[] after) =>
            new(k, phase, 1, _ => done.Enqueue((k, phase, Environment.CurrentManagedThreadId)), after);
    }

    [TestMethod]
    public void Run_PieceWithAllThreads_IsAlone()
    {
        using var workers = new StudentWorkers([1, 3], new WorkerThreads(Workers: 2, Each: 1, All: 2));
        var threads = new ConcurrentDictionary<StepPhase, int>();
        int running = 0;
        int together = 0;
        StepPiece small = Piece(StepPhase.AdversarialBackward, 1);
        StepPiece large = Piece(StepPhase.LogitBackward, 100);
        WorkSchedule schedule = workers.Schedule([small, large]);

        Run(workers, schedule);

        Assert.IsTrue(schedule.UsesAllThreads(large));
        Assert.AreEqual(2, threads[StepPhase.LogitBackward]);
        Assert.AreEqual(1, together);
        workers.Run(_ => Assert.AreEqual(1, get_num_threads()));

        StepPiece Piece(StepPhase phase, double cost) => new(0, phase, cost, _ =>
        {
            int now = Interlocked.Increment(ref running);
            threads[phase] = get_num_threads();
            Thread.Sleep(20);
            if (cost > 1)
                together = now;
            Interlocked.Decrement(ref running);
        });
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(100)]
    public void Run_PieceFails_ThrowsItsErrorStartsNoneThatNeedsItAndGoesOn(double cost)
    {
        using var workers = new StudentWorkers([1, 3], new WorkerThreads(Workers: 2, Each: 1, All: 2));
        bool went = false;
        var fails = new StepPiece(0, StepPhase.AdversarialBackward, cost, _ => throw new InvalidOperationException("piece"));
        var needs = new StepPiece(0, StepPhase.DiscriminatorBackward, 0, _ => went = true, fails);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Run(workers, workers.Schedule([fails, needs])));

        Assert.AreEqual("piece", error.Message);
        Assert.IsFalse(went);
        workers.Run(_ => Assert.AreEqual(1, get_num_threads()));
    }

    /// <summary>Both gradients of a network are taken at once, through one graph.</summary>
    [TestMethod]
    [DataRow(false, 0, AdversarialLossKind.LeastSquares)]
    [DataRow(true, 0, AdversarialLossKind.Hinge)]
    [DataRow(true, 1, AdversarialLossKind.LeastSquares)]
    [DataRow(true, 0, AdversarialLossKind.Relativistic)]
    public void Run_PiecesOfAStep_MoveTheRingAsOneThreadDoes(bool twoDepths, int penalty, AdversarialLossKind game)
    {
        var plan = new TrainingPlan
        {
            Epochs = 1,
            Adversarial = new()
            {
                TwoDepths = twoDepths,
                GradientPenalty = penalty,
                Loss = game,
                SpectralNorm = game == AdversarialLossKind.Hinge
            },
        };
        using var one = new RingFixture(plan: plan, widths: [16, 24, 20]);
        using var shared = new RingFixture(plan: plan, widths: [16, 24, 20]);
        using var alone = new StudentWorkers([1], new WorkerThreads(1, 1, 1));
        using StudentWorkers workers = new([.. shared.Ring.Peers.Select(peer => peer.Cost.Inference)], _two);

        for (int i = 0; i < 5; i++)
            alone.Run(_ => one.Step());
        Move(shared, workers, steps: 5);

        CollectionAssert.AreEqual(one.Weights(), shared.Weights());
    }

    [TestMethod]
    public void Run_PiecesOfAStepSomeWithAllThreads_GivesTheSameBitsEveryTime()
    {
        float[][] weights = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            using var fixture = new RingFixture(widths: [8, 64]);
            using var workers = StudentWorkers.Of(fixture.Ring, threads: 2);
            Assert.IsTrue(Move(fixture, workers, steps: 5));
            return fixture.Weights();
        })];

        CollectionAssert.AreEqual(weights[0], weights[1]);
        CollectionAssert.AreEqual(weights[0], weights[2]);
    }

    [TestMethod]
    public void Release_DisposesWhatThePhasesMade()
    {
        using var workers = new StudentWorkers([1, 1], _two);
        long before = Tensor.TotalCount;
        var made = new Tensor[2];

        workers.Run(k => made[k] = zeros(3));
        workers.Run(k => Assert.AreEqual(0f, made[1 - k].sum().ToSingle()));
        workers.Release();

        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.IsTrue(made.All(tensor => tensor.IsInvalid));
    }

    [TestMethod]
    public void Dispose_RestoresTheCallersThreadCount()
    {
        int before = get_num_threads();

        using (new StudentWorkers([1, 1], _two))
        {
        }

        Assert.AreEqual(before, get_num_threads());
    }

    private static void Run(StudentWorkers workers, WorkSchedule schedule) => workers.Run(schedule, piece => piece.Work(null!));

    /// <returns>Whether pieces used all threads.</returns>
    private static bool Move(RingFixture fixture, StudentWorkers workers, int steps)
    {
        var runner = new StepRunner(fixture.Ring, fixture.Plan, workers);
        for (int i = 0; i < steps; i++)
        {
            runner.Run(i, fixture.BatchOfEach());
            workers.Release();
        }

        WorkSchedule schedule =
            workers.Schedule(StepSchedule.Of(fixture.Ring, fixture.Plan, StepPass.Of(fixture.Plan, isAdversarial: true)[0]));
        return schedule.Pieces.Any(schedule.UsesAllThreads);
    }
}
