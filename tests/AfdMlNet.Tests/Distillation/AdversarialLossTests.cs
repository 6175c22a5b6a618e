using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>Equations (2) and (3).</summary>
[TestClass]
public sealed class AdversarialLossTests
{
    [TestMethod]
    public void Losses_UndecidedDiscriminator_AreAHalfAndAQuarter()
    {
        using var scope = NewDisposeScope();
        Tensor half = full([4, 1], 0.5f);

        Assert.AreEqual(0.5f, AdversarialLoss.Discriminator(half, half).ToSingle());
        Assert.AreEqual(0.25f, AdversarialLoss.Generator(half).ToSingle());
    }

    [TestMethod]
    public void Discriminator_KnowsRealFromFake_IsZero()
    {
        using var scope = NewDisposeScope();

        Assert.AreEqual(0f, AdversarialLoss.Discriminator(ones(3, 1), zeros(3, 1)).ToSingle());
        Assert.AreEqual(2f, AdversarialLoss.Discriminator(zeros(3, 1), ones(3, 1)).ToSingle());
    }

    [TestMethod]
    public void Losses_ByHand_AreMeansOfSquares()
    {
        using var scope = NewDisposeScope();
        Tensor real = tensor(new[] { 0.9f, 0.5f }).reshape(2, 1);
        Tensor fake = tensor(new[] { 0.2f, 0.4f }).reshape(2, 1);

        Assert.AreEqual((0.01 + 0.25) / 2 + (0.04 + 0.16) / 2, AdversarialLoss.Discriminator(real, fake).ToSingle(), 1e-6);
        Assert.AreEqual((0.64 + 0.36) / 2, AdversarialLoss.Generator(fake).ToSingle(), 1e-6);
    }
}
