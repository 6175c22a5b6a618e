using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>Equation (1).</summary>
[TestClass]
public sealed class LogitLossTests
{
    [TestMethod]
    public void CrossEntropy_TwoImages_IsTheMeanOverTheBatch()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new[] { 0f, 0f, 0f, (float)Math.Log(3) }).reshape(2, 2);

        float loss = LogitLoss.CrossEntropy(logits, tensor(new[] { 0L, 1L })).ToSingle();

        Assert.AreEqual((Math.Log(2) + Math.Log(4.0 / 3)) / 2, loss, 1e-6);
    }

    [TestMethod]
    public void CrossEntropy_MissingLabels_IsTheSumOfTheOthersByTheirExpectedNumber()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new[] { 0f, 0f, 5f, 1f, 2f, 3f }).reshape(3, 2).requires_grad_();

        Tensor loss = LogitLoss.CrossEntropy(logits, tensor(new[] { 1L, -1L, -1L }), labelledFraction: 0.5);

        Assert.AreEqual(Math.Log(2) / 1.5, loss.ToSingle(), 1e-6);
        Tensor gradient = autograd.grad([loss], [logits])[0];
        Assert.AreEqual(0, gradient[1..].abs().sum().ToSingle());
        Assert.IsGreaterThan(0, gradient[0].abs().sum().ToSingle());
    }

    [TestMethod]
    public void CrossEntropy_NoLabelInTheBatch_IsZero()
    {
        using var scope = NewDisposeScope();

        float loss = LogitLoss.CrossEntropy(ones(2, 3), tensor(new[] { -1L, -1L }), labelledFraction: 0.1).ToSingle();

        Assert.AreEqual(0, loss);
    }

    [TestMethod]
    public void KullbackLeibler_TwoImages_IsTheSumOverClassesAndTheMeanOverTheBatch()
    {
        using var scope = NewDisposeScope();
        Tensor peer = tensor(new[] { (float)Math.Log(3), 0f, 0f, 0f }).reshape(2, 2);
        Tensor own = zeros(2, 2);

        float loss = LogitLoss.KullbackLeibler([peer], own, temperature: 1).ToSingle();

        double first = 0.75 * Math.Log(0.75 / 0.5) + 0.25 * Math.Log(0.25 / 0.5);
        Assert.AreEqual(first / 2, loss, 1e-6);
    }

    [TestMethod]
    public void KullbackLeibler_IsFromThePeerToTheStudent_NotBack()
    {
        using var scope = NewDisposeScope();
        Tensor peer = tensor(new[] { (float)Math.Log(9), 0f }).reshape(1, 2);
        Tensor own = tensor(new[] { 0f, (float)Math.Log(4) }).reshape(1, 2);

        float loss = LogitLoss.KullbackLeibler([peer], own, temperature: 1).ToSingle();

        double forward = 0.9 * Math.Log(0.9 / 0.2) + 0.1 * Math.Log(0.1 / 0.8);
        double backward = 0.2 * Math.Log(0.2 / 0.9) + 0.8 * Math.Log(0.8 / 0.1);
        Assert.AreEqual(forward, loss, 1e-6);
        Assert.IsGreaterThan(0.05, Math.Abs(forward - backward));
    }

    [TestMethod]
    public void KullbackLeibler_Temperature_SoftensBothAndScalesByItsSquare()
    {
        using var scope = NewDisposeScope();
        Tensor peer = tensor(new[] { (float)(2 * Math.Log(3)), 0f }).reshape(1, 2);
        Tensor own = zeros(1, 2);

        float loss = LogitLoss.KullbackLeibler([peer], own, temperature: 2).ToSingle();

        Assert.AreEqual(4 * (0.75 * Math.Log(1.5) + 0.25 * Math.Log(0.5)), loss, 1e-5);
    }

    [TestMethod]
    public void KullbackLeibler_Gradient_DoesNotReachThePeer()
    {
        using var scope = NewDisposeScope();
        Tensor peer = randn(3, 4).requires_grad_(true);
        Tensor own = randn(3, 4).requires_grad_(true);

        LogitLoss.KullbackLeibler([peer], own, temperature: 3).backward();

        Assert.IsNull(peer.grad);
        Assert.IsGreaterThan(0f, own.grad!.abs().sum().ToSingle());
    }

    [TestMethod]
    public void KullbackLeibler_TwoTeachers_IsFromTheMeanOfTheirProbabilities()
    {
        using var scope = NewDisposeScope();
        // Probabilities 0.8, 0.2 and 0.4, 0.6: their mean is 0.6, 0.4.
        Tensor first = tensor(new[] { MathF.Log(0.8f), MathF.Log(0.2f) }).reshape(1, 2);
        Tensor second = tensor(new[] { MathF.Log(0.4f), MathF.Log(0.6f) }).reshape(1, 2);

        float loss = LogitLoss.KullbackLeibler([first, second], zeros(1, 2), temperature: 1).ToSingle();

        Assert.AreEqual(0.6 * Math.Log(0.6 / 0.5) + 0.4 * Math.Log(0.4 / 0.5), loss, 1e-6);
    }
}
