using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class ValidationTests
{
    [TestMethod]
    public void CalibrationError_ByHand_WeighsTheBins()
    {
        var error = new CalibrationError();
        // One bin of 0.9 and 0.92, one right: |1 - 1.82|. Another of 0.3, right: |1 - 0.3|.
        error.Add(0.90 + 1e-9, true);
        error.Add(0.92, false);
        error.Add(0.30, true);

        Assert.AreEqual((0.82 + 0.7) / 3, error.Value, 1e-6);
    }

    [TestMethod]
    public void Measure_TheSameNetworkTwice_IsAlikeInAllWays()
    {
        using var fixture = new RingFixture();
        foreach ((Tensor from, Tensor to) in fixture.Ring[0].Network.parameters().Zip(fixture.Ring[1].Network.parameters()))
        {
            using var _ = no_grad();
            to.copy_(from);
        }

        StudentEpoch figures = Measure(fixture, DistillationMethod.Independent)[0];

        Assert.AreEqual(1.0, figures.Agreement);
        Assert.AreEqual(1.0, figures.FeatureCosine!.Value, 1e-5);
        Assert.AreEqual(0.0, figures.FeatureL1);
        Assert.AreEqual(0.0, figures.FeatureL2);
    }

    [TestMethod]
    public void Measure_DifferentNetworks_AgreesWithEachOnesOwnForward()
    {
        using var fixture = new RingFixture();
        StudentEpoch figures = Measure(fixture, DistillationMethod.Independent)[0];
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using ImageSet images = RingFixture.RandomImages(12);
        using Batch batch = RingFixture.Batches(images, 16).Sequential().Single();
        Tensor pixels = BatchTensors.Of(batch, RingFixture.Input, CPU).Images;
        (Tensor own, Tensor logits) = fixture.Ring[0].Network.forward(pixels);
        (Tensor other, Tensor otherLogits) = fixture.Ring[1].Network.forward(pixels);
        Tensor labels = tensor(batch.Labels[..batch.Count]);

        Assert.AreEqual(logits.argmax(1).eq(labels).to(ScalarType.Float64).mean().ToDouble(), figures.ValidationAccuracy);
        Assert.AreEqual(logits.argmax(1).eq(otherLogits.argmax(1)).to(ScalarType.Float64).mean().ToDouble(), figures.Agreement!.Value,
            1e-9);
        Assert.AreEqual((own - other).abs().mean().ToSingle(), figures.FeatureL1!.Value, 1e-5);
        Assert.AreEqual((own - other).square().mean([1, 2, 3]).sqrt().mean().ToSingle(), figures.FeatureL2!.Value, 1e-5);
        Assert.IsTrue(figures.FeatureCosine is > -1 and < 1);
    }

    [TestMethod]
    [DataRow("independent", false)]
    [DataRow("dml", false)]
    [DataRow("afd", true)]
    [DataRow("l1", true)]
    public void Measure_DifferentWidths_ComparesMapsWhereTheMethodTrainsTransferLayers(string method, bool compares)
    {
        using var fixture = new RingFixture(widths: [4, 6]);

        Assert.AreEqual(compares, Measure(fixture, DistillationMethod.Parse(method))[0].FeatureCosine is not null);
    }

    private static IReadOnlyList<StudentEpoch> Measure(RingFixture fixture, DistillationMethod method)
    {
        using ImageSet images = RingFixture.RandomImages(12);
        using var workers = StudentWorkers.Of(fixture.Ring, threads: 2);
        BatchLoader batches = RingFixture.Batches(images, 16);
        var validation = new Validation(
            new RunContext { Plan = fixture.Plan with { Method = method }, Ring = fixture.Ring, Training = batches, Validation = batches },
            workers);
        return validation.Measure([.. fixture.Ring.Peers.Select(peer => new StudentEpoch { Name = peer.Name })]);
    }
}
