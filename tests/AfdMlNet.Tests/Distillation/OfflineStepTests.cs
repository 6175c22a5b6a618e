using AfdMlNet.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>A teacher that stands still.</summary>
[TestClass]
public sealed class OfflineStepTests
{
    [TestMethod]
    [DataRow("kd", false)]
    [DataRow("afd-offline", false)]
    [DataRow("afd-offline", true)]
    public void Step_FrozenTeacher_DoesNotMove(string method, bool twoForwards)
    {
        using var fixture = Fixture(method, twoForwards);
        float[] student = RingFixture.Values(fixture.Ring[0].NetworkParameters);
        float[] teacher = State(fixture.Ring[1]);

        fixture.Step();

        CollectionAssert.AreEqual(teacher, State(fixture.Ring[1]));
        CollectionAssert.AreNotEqual(student, RingFixture.Values(fixture.Ring[0].NetworkParameters));
    }

    [TestMethod]
    public void Learn_FrozenTeacher_TeachesInEvaluationMode()
    {
        using var fixture = Fixture("kd", twoForwards: false);
        using var scope = NewDisposeScope();
        Tensor teacher = fixture.Ring[1].Network.forward(fixture.Images).Logits;
        StepInOneThread step = fixture.Inferred();
        float expected = LogitLoss.KullbackLeibler([teacher], step[0].Own.Logits, 3).ToSingle();

        Assert.AreEqual(expected, step.Learn(0)[Term.KullbackLeibler].ToSingle(), 1e-6f);
    }

    private static RingFixture Fixture(string method, bool twoForwards)
    {
        var fixture =
            new RingFixture(plan: new TrainingPlan { Epochs = 1, Method = DistillationMethod.Parse(method), TwoForwards = twoForwards });
        fixture.Ring[1].IsFrozen = true;
        fixture.Ring[1].Network.eval();
        return fixture;
    }

    private static float[] State(Peer peer) => RingFixture.Values(
        peer.Network.parameters().Concat(peer.Network.buffers()).Where(tensor => tensor.is_floating_point()));
}
