using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>Equations (2) and (3), and the other games. Values in comments are computed by hand.</summary>
[TestClass]
public sealed class AdversarialLossTests
{
    private static readonly LeastSquaresLoss _leastSquares = new();

    [TestMethod]
    public void LeastSquares_UndecidedDiscriminator_AreAHalfAndAQuarter()
    {
        using var scope = NewDisposeScope();
        Tensor undecided = zeros(4, 1);

        Assert.AreEqual(0.5f, _leastSquares.Discriminator(undecided, undecided).ToSingle());
        Assert.AreEqual(0.25f, _leastSquares.Generator(undecided, undecided).ToSingle());
    }

    [TestMethod]
    public void LeastSquares_KnowsRealFromFake_IsZero()
    {
        using var scope = NewDisposeScope();
        Tensor sure = full([3, 1], 200f);

        Assert.AreEqual(0f, _leastSquares.Discriminator(sure, -sure).ToSingle());
        Assert.AreEqual(2f, _leastSquares.Discriminator(-sure, sure).ToSingle());
    }

    [TestMethod]
    public void LeastSquares_ByHand_AreMeansOfSquares()
    {
        using var scope = NewDisposeScope();
        // Probabilities 0.9 and 0.5, 0.2 and 0.4.
        Tensor real = Column(MathF.Log(9), 0);
        Tensor fake = Column(MathF.Log(0.25f), MathF.Log(2 / 3f));

        Assert.AreEqual((0.01 + 0.25) / 2 + (0.04 + 0.16) / 2, _leastSquares.Discriminator(real, fake).ToSingle(), 1e-6);
        Assert.AreEqual((0.64 + 0.36) / 2, _leastSquares.Generator(real, fake).ToSingle(), 1e-6);
    }

    [TestMethod]
    public void Hinge_ByHand_IsSilentWhereTheDiscriminatorIsSure()
    {
        using var scope = NewDisposeScope();
        var hinge = new HingeLoss();

        // real: max(0, 1 - 3) and max(0, 1 - 0.5); fake: max(0, 1 - 2) and max(0, 1 + 1).
        Assert.AreEqual(0.5 / 2 + 2.0 / 2, hinge.Discriminator(Column(3, 0.5f), Column(-2, 1)).ToSingle(), 1e-6);
        Assert.AreEqual(0.5, hinge.Generator(Column(3, 0.5f), Column(-2, 1)).ToSingle(), 1e-6);
    }

    [TestMethod]
    public void Relativistic_ByHand_ComparesWithTheOtherSidesMean()
    {
        using var scope = NewDisposeScope();
        var relativistic = new RelativisticLoss();
        (Tensor real, Tensor fake) = (Column(2, 0), Column(0, -1));

        // Means 1 and -0.5. real + 0.5 - 1: 1.5, -0.5; fake - 1 + 1: 0, -1.
        Assert.AreEqual((2.25 + 0.25) / 2 + (0 + 1.0) / 2, relativistic.Discriminator(real, fake).ToSingle(), 1e-6);
        // fake - 1 - 1: -2, -3; real + 0.5 + 1: 3.5, 1.5.
        Assert.AreEqual((4 + 9) / 2.0 + (12.25 + 2.25) / 2, relativistic.Generator(real, fake).ToSingle(), 1e-6);
    }

    [TestMethod]
    [DataRow(AdversarialLossKind.LeastSquares)]
    [DataRow(AdversarialLossKind.Hinge)]
    [DataRow(AdversarialLossKind.Relativistic)]
    public void Generator_AStepDownItsGradient_LooksMoreReal(AdversarialLossKind game)
    {
        using var scope = NewDisposeScope();
        AdversarialLoss loss = AdversarialLoss.Of(game);
        Tensor fake = Column(-0.5f, 0.25f).requires_grad_();

        Tensor gradient = autograd.grad([loss.Generator(Column(1, 2), fake)], [fake])[0];

        Assert.IsTrue(gradient.lt(0).all().ToBoolean());
    }

    private static Tensor Column(params float[] scores) => tensor(scores).reshape(-1, 1);
}
