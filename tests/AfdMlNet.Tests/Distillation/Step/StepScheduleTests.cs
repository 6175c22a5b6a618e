using AfdMlNet.Distillation;
using AfdMlNet.Training;

namespace AfdMlNet.Tests.Distillation;

[TestClass]
public sealed class StepScheduleTests
{
    [TestMethod]
    [DataRow(AdversarialLossKind.LeastSquares, false)]
    [DataRow(AdversarialLossKind.Hinge, false)]
    [DataRow(AdversarialLossKind.Relativistic, true)]
    public void Of_GeneratorGradients_WaitForTeachersOnlyWhereTheLossLooksAtThem(AdversarialLossKind game, bool looks)
    {
        StepPiece[] pieces = OfPhase(StepPhase.AdversarialBackward, new TrainingPlan { Epochs = 1, Adversarial = new() { Loss = game } });

        Assert.HasCount(3, pieces);
        foreach (StepPiece piece in pieces)
        {
            StepPiece before = piece.After.Single();
            Assert.AreEqual((piece.Network, looks ? StepPhase.Losses : StepPhase.Forward), (before.Network, before.Phase));
        }
    }

    [TestMethod]
    public void Of_OfThreeNetworks_LossesWaitForThoseTheyCompare()
    {
        IReadOnlyList<StepPiece> one = PiecesOf(new TrainingPlan { Epochs = 1 });
        IReadOnlyList<StepPiece> all = PiecesOf(new TrainingPlan { Epochs = 1, Teachers = RingTeachers.AllOthers });

        CollectionAssert.AreEquivalent(new[] { 1, 0 }, WaitedFor(one, 1));
        CollectionAssert.AreEquivalent(new[] { 1, 0, 2 }, WaitedFor(all, 1));
    }

    [TestMethod]
    public void Of_DiscriminatorGradients_AreTheLastAdversarialOnes()
    {
        StepPiece[] pieces = OfPhase(StepPhase.DiscriminatorBackward, new TrainingPlan { Epochs = 1 });

        Assert.HasCount(3, pieces);
        foreach (StepPiece piece in pieces)
        {
            CollectionAssert.AreEquivalent(
                new[] { (piece.Network, StepPhase.Losses), (piece.Network, StepPhase.AdversarialBackward) },
                piece.After.Select(before => (before.Network, before.Phase)).ToArray());
        }
    }

    [TestMethod]
    public void Of_FrozenTeacher_IsInferredAndHasNoGradients()
    {
        var plan = new TrainingPlan { Epochs = 1, Method = DistillationMethod.AfdOffline };
        using var fixture = new RingFixture(plan: plan, widths: [4, 6]);
        fixture.Ring[1].IsFrozen = true;

        IReadOnlyList<StepPiece> pieces = StepSchedule.Of(fixture.Ring, plan, StepPass.Of(plan, isAdversarial: true)[0]);

        CollectionAssert.AreEquivalent(
            new[] { StepPhase.Forward, StepPhase.Losses },
            pieces.Where(piece => piece.Network == 1).Select(piece => piece.Phase).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { StepPhase.Forward, StepPhase.Losses, StepPhase.LogitBackward, StepPhase.AdversarialBackward,
                StepPhase.DiscriminatorBackward },
            pieces.Where(piece => piece.Network == 0).Select(piece => piece.Phase).ToArray());
    }

    [TestMethod]
    public void Of_PassWithoutAdversarialPart_HasNoneOfIt()
    {
        Assert.IsFalse(IsAdversarial(PiecesOf(new TrainingPlan { Epochs = 1 }, isAdversarial: false)));
        Assert.IsFalse(IsAdversarial(PiecesOf(new TrainingPlan { Epochs = 1, Method = DistillationMethod.Dml })));
        Assert.IsFalse(
            IsAdversarial(PiecesOf(new TrainingPlan { Epochs = 1, TwoForwards = true })), "the paper's order has it in its second pass");
        Assert.IsTrue(IsAdversarial(PiecesOf(new TrainingPlan { Epochs = 1, TwoForwards = true }, pass: 1)));
        Assert.IsFalse(PiecesOf(new TrainingPlan { Epochs = 1, TwoForwards = true }, pass: 1)
            .Any(piece => piece.Phase == StepPhase.LogitBackward));
        Assert.IsTrue(IsAdversarial(PiecesOf(new TrainingPlan { Epochs = 1 })));
    }

    [TestMethod]
    public void Of_StandAfterThoseTheyNeed()
    {
        IReadOnlyList<StepPiece> pieces = PiecesOf(new TrainingPlan { Epochs = 1, Teachers = RingTeachers.AllOthers });

        for (int i = 0; i < pieces.Count; i++)
            Assert.IsTrue(pieces[i].After.All(pieces.Take(i).Contains), $"piece {i}");
    }

    private static int[] WaitedFor(IReadOnlyList<StepPiece> pieces, int network) =>
        [.. pieces.Single(piece => piece.Network == network && piece.Phase == StepPhase.Losses).After.Select(before => before.Network)];

    private static StepPiece[] OfPhase(StepPhase phase, TrainingPlan plan) => [.. PiecesOf(plan).Where(piece => piece.Phase == phase)];

    private static bool IsAdversarial(IReadOnlyList<StepPiece> pieces) =>
        pieces.Any(piece => piece.Phase is StepPhase.AdversarialBackward or StepPhase.DiscriminatorBackward);

    private static IReadOnlyList<StepPiece> PiecesOf(TrainingPlan plan, bool isAdversarial = true, int pass = 0)
    {
        using var fixture = new RingFixture(plan: plan, widths: [4, 6, 8]);
        return StepSchedule.Of(fixture.Ring, plan, StepPass.Of(plan, isAdversarial)[pass]);
    }
}
