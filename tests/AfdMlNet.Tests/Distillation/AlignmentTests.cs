using AfdMlNet.Distillation;
using AfdMlNet.Training;
using TorchSharp;

using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>L1, L2 and the same with logits.</summary>
[TestClass]
public sealed class AlignmentTests
{
    [TestMethod]
    public void Losses_ByHand_AreMeansOverTheElements()
    {
        using var scope = NewDisposeScope();
        Tensor own = tensor(new[] { 1f, 2, 3, 4 }).reshape(1, 1, 2, 2);
        Tensor target = tensor(new[] { 1f, 0, 4, 4 }).reshape(1, 1, 2, 2);

        Assert.AreEqual(3f / 4, AlignmentLoss.L1(own, target).ToSingle(), 1e-6f);
        Assert.AreEqual(5f / 4, AlignmentLoss.L2(own, target).ToSingle(), 1e-6f);
    }

    [TestMethod]
    [DataRow("l1", false)]
    [DataRow("l2", false)]
    [DataRow("l1+kd", true)]
    [DataRow("l2+kd", true)]
    public void Step_Alignment_IsOneStepDownTheSumOfItsTerms(string method, bool logits)
    {
        var plan = new TrainingPlan { Epochs = 1, Method = DistillationMethod.Parse(method) };
        using var ours = new RingFixture(plan: plan, widths: [4, 6]);
        using var reference = new RingFixture(plan: plan, widths: [4, 6]);

        ours.Step();
        StepByHand(reference, logits, squared: method.StartsWith("l2", StringComparison.Ordinal));

        float[] expected = [.. Weights(reference)];
        float[] actual = [.. Weights(ours)];
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f);
    }

    [TestMethod]
    public void Step_Alignment_MovesTheTransferLayer()
    {
        using var fixture = new RingFixture(plan: new TrainingPlan { Epochs = 1, Method = DistillationMethod.L1 }, widths: [4, 6]);
        float[] before = RingFixture.Values(fixture.Ring[1].TransferParameters);

        fixture.Step();

        CollectionAssert.AreNotEqual(before, RingFixture.Values(fixture.Ring[1].TransferParameters));
    }

    private static IEnumerable<float> Weights(RingFixture fixture) =>
        fixture.Weights().Concat(fixture.Ring.Peers.SelectMany(peer => RingFixture.Values(peer.TransferParameters)));

    private static void StepByHand(RingFixture fixture, bool logits, bool squared)
    {
        using var scope = NewDisposeScope();
        (Peer a, Peer b) = (fixture.Ring[0], fixture.Ring[1]);
        (Tensor fa, Tensor za) = a.Network.forward(fixture.Images);
        (Tensor fb, Tensor zb) = b.Network.forward(fixture.Images);
        (Tensor ha, Tensor hb) = (a.Heads[0].Transfer.forward(fa), b.Heads[0].Transfer.forward(fb));
        Loss(za, zb, ha, hb).backward();
        Loss(zb, za, hb, ha).backward();
        foreach (Peer peer in fixture.Ring.Peers)
            peer.LogitOptimizer.step();

        Tensor Loss(Tensor z, Tensor peer, Tensor h, Tensor other)
        {
            Tensor difference = h - other.detach();
            Tensor loss = nn.functional.cross_entropy(z, fixture.Labels) + (squared ? difference.pow(2) : difference.abs()).mean();
            if (!logits)
                return loss;
            Tensor target = (peer.detach() / 3).softmax(1);
            return loss + 9 * (target * (target.log() - (z / 3).log_softmax(1))).sum(1).mean();
        }
    }
}
