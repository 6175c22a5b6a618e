using AfdMlNet.Distillation;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class StudentWorkersTests
{
    [TestMethod]
    public void Run_EachPhase_RunsOnceOnEachWorkersOwnThread()
    {
        using var workers = new StudentWorkers(3, 1);
        var first = new int[3];
        var second = new int[3];

        workers.Run(k => first[k] = Environment.CurrentManagedThreadId);
        workers.Run(k => second[k] = Environment.CurrentManagedThreadId);

        CollectionAssert.AreEqual(first, second);
        Assert.AreEqual(3, first.Distinct().Count());
    }

    [TestMethod]
    public void Run_WorkerFails_ThrowsItsErrorAndGoesOn()
    {
        using var workers = new StudentWorkers(2, 1);
        var done = new bool[2];

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => workers.Run(k => { if (k == 1) throw new InvalidOperationException("one"); }));
        workers.Run(k => done[k] = true);

        Assert.AreEqual("one", error.Message);
        CollectionAssert.AreEqual(new[] { true, true }, done);
    }

    [TestMethod]
    public void Share_MorePiecesThanWorkers_DoesEachOnce()
    {
        using var workers = new StudentWorkers(2, 1);
        var done = new int[7];

        workers.Share([.. Enumerable.Range(0, done.Length).Select<int, Action>(i => () => Interlocked.Increment(ref done[i]))]);

        CollectionAssert.AreEqual(Enumerable.Repeat(1, 7).ToArray(), done);
    }

    [TestMethod]
    public void Share_PieceFails_ThrowsItsError()
    {
        using var workers = new StudentWorkers(2, 1);

        Assert.ThrowsExactly<InvalidOperationException>(() => workers.Share([() => { }, () => throw new InvalidOperationException(), () => { }]));
    }

    /// <summary>Both gradients of a network are taken at once, through one graph.</summary>
    [TestMethod]
    [DataRow(false, 0)]
    [DataRow(true, 0)]
    [DataRow(true, 1)]
    public void Share_GradientsOfARing_MoveItAsOneThreadDoes(bool twoDepths, int penalty)
    {
        var plan = new TrainingPlan { Epochs = 1, Adversarial = new() { TwoDepths = twoDepths, GradientPenalty = penalty } };
        using var one = new RingFixture(plan: plan, widths: [16, 24]);
        using var shared = new RingFixture(plan: plan, widths: [16, 24]);
        using var workers = new StudentWorkers(2, 1);
        var step = new DistillationStep(shared.Ring, shared.Plan);

        for (int i = 0; i < 5; i++)
        {
            workers.Run(k =>
            {
                if (k == 0)
                    one.Step();
            });
            workers.Run(k => step.Infer(k, shared.Images));
            workers.Run(k => step.Compare(k, shared.Labels));
            workers.Share([.. shared.Ring.ByCost.SelectMany(step.Gradients)]);
            workers.Run(k => step.Move(k, shared.Labels));
            workers.Release();
        }

        CollectionAssert.AreEqual(one.Weights(), shared.Weights());
    }

    [TestMethod]
    public void Release_DisposesWhatThePhasesMade()
    {
        using var workers = new StudentWorkers(2, 1);
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

        using (new StudentWorkers(2, 1))
        {
        }

        Assert.AreEqual(before, get_num_threads());
    }
}
