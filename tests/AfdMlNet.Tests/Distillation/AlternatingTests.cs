using AfdMlNet.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>A ring whose direction turns round.</summary>
[TestClass]
public sealed class AlternatingTests
{
    private static readonly TrainingPlan _fixed = new() { Epochs = 1 };
    private static readonly TrainingPlan _alternating = _fixed with { Teachers = RingTeachers.Alternating };

    [TestMethod]
    [DataRow(1, "0101")]
    [DataRow(2, "00110011")]
    public void IsTurned_StepByStep_TurnsRoundWithEveryAdversarialStep(int every, string turned)
    {
        TrainingPlan plan = _alternating with { Adversarial = new() { Every = every } };

        Assert.AreEqual(turned, string.Concat(Enumerable.Range(0, turned.Length).Select(step => plan.IsTurned(step) ? 1 : 0)));
        Assert.IsFalse(Enumerable.Range(0, 4).Any(step => _fixed.IsTurned(step)));
    }

    [TestMethod]
    [DataRow(0L, false)]
    [DataRow(1L, true)]
    [DataRow(6L, false)]
    [DataRow(7L, true)]
    public void Run_RingOfThree_LearnsFromThePredecessorInEvenStepsAndFromTheSuccessorInOdd(long step, bool isTurned)
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture(plan: _alternating, widths: [4, 6, 8]);
        StepInOneThread before = fixture.Inferred();
        (float Divergence, float Discriminator)[] expected =
            [.. Enumerable.Range(0, 3).Select(k => Compared(fixture.Ring[k], before[k].Own, before[(k + (isTurned ? 1 : 2)) % 3].Own))];
        using StudentWorkers workers = StudentWorkers.Of(fixture.Ring, threads: 1);

        StepTerms[] terms = new StepRunner(fixture.Ring, _alternating, workers).Run(step, fixture.BatchOfEach());

        for (int k = 0; k < 3; k++)
        {
            Assert.AreEqual(expected[k].Divergence, terms[k][Term.KullbackLeibler].ToSingle(), 1e-6f, $"network {k}");
            Assert.AreEqual(expected[k].Discriminator, terms[k][Term.DiscriminatorLoss].ToSingle(), 1e-6f, $"network {k}");
        }
    }

    [TestMethod]
    public void Run_RingOfTwo_IsTheFixedRing() =>
        CollectionAssert.AreEqual(WeightsAfterTwoSteps(_fixed), WeightsAfterTwoSteps(_alternating));

    private static (float Divergence, float Discriminator) Compared(Peer peer, Inference own, Inference teacher)
    {
        Discriminator discriminator = peer.Heads[0].Discriminator;
        return (
            LogitLoss.KullbackLeibler([teacher.Logits], own.Logits, 3).ToSingle(),
            new LeastSquaresLoss().Discriminator(discriminator.Score(teacher.Maps[0]), discriminator.Score(own.Maps[0])).ToSingle());
    }

    private static float[] WeightsAfterTwoSteps(TrainingPlan plan)
    {
        using var fixture = new RingFixture(plan: plan, widths: [4, 6]);
        using StudentWorkers workers = StudentWorkers.Of(fixture.Ring, threads: 1);
        var runner = new StepRunner(fixture.Ring, plan, workers);
        for (int step = 0; step < 2; step++)
        {
            runner.Run(step, fixture.BatchOfEach());
            workers.Release();
        }

        return fixture.Weights();
    }
}
