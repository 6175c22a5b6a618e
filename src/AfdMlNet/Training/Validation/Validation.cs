using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Measures each network on the validation images, and how alike it and its predecessor are.</summary>
/// <param name="run">The networks, and the images to validate on.</param>
/// <param name="workers">A thread for each network.</param>
internal sealed class Validation(RunContext run, StudentWorkers workers)
{
    private readonly Ring _ring = run.Ring;
    private readonly BatchLoader _images = run.Validation!;

    // Maps are comparable where no transfer layer is needed, or where the method trains it.
    private readonly bool[] _comparable =
        [.. run.Ring.Peers.Select((_, k) => run.Plan.Method.ComparesMaps
            || (IsIdentity(run.Ring[k]) && IsIdentity(run.Ring[run.Ring.Predecessor(k)])))];

    private readonly Tensor?[] _maps = new Tensor?[run.Ring.Count];
    private readonly long[][] _predictions = new long[run.Ring.Count][];

    /// <param name="epoch">The epoch's figures so far.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>The same with those of validation.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<StudentEpoch> Measure(IReadOnlyList<StudentEpoch> epoch, CancellationToken cancellation = default)
    {
        ValidationMeasurement[] measurements = [.. _ring.Peers.Select(_ => new ValidationMeasurement())];
        long done = 0;
        foreach (Peer peer in _ring.Peers)
        {
            peer.Deployed.eval();
            foreach (AdversarialHead head in peer.Heads)
                head.Transfer.eval();
        }

        foreach (Batch batch in _images.Sequential(cancellation))
        {
            using (batch)
            using (NewDisposeScope())
            {
                IReadOnlyList<(Tensor Images, Tensor Labels)> inputs = BatchTensors.Of(batch, _images.Shape, _ring);
                workers.Run(k => Infer(k, inputs[k].Images, batch.Labels, measurements[k]));
                workers.Run(k => Compare(k, measurements[k]));
                workers.Release();
                done += batch.Count;
                run.Emit(new StageProgressed("Validating", done, _images.Count));
            }
        }

        foreach (AdversarialHead head in _ring.Peers.SelectMany(peer => peer.Heads))
            head.Transfer.train();
        foreach (ValidationMeasurement measurement in measurements)
            measurement.Share(run.Group);
        return [.. epoch.Select((figures, k) => measurements[k].AddTo(figures, _comparable[k]))];
    }

    private void Infer(int k, Tensor pixels, long[] labels, ValidationMeasurement measurement)
    {
        using var _ = no_grad();
        (IReadOnlyList<Tensor> maps, Tensor logits) = _ring[k].Deployed.Infer(pixels, twoDepths: false);
        _maps[k] = run.Plan.Method.ComparesMaps ? _ring[k].Heads[^1].Transfer.forward(maps[^1]) : maps[^1];
        (Tensor confidence, Tensor label) = logits.softmax(1).max(1);
        float[] confidences = [.. confidence.cpu().data<float>()];
        _predictions[k] = [.. label.cpu().data<long>()];
        measurement.Score(labels, _predictions[k], confidences);
    }

    private void Compare(int k, ValidationMeasurement measurement)
    {
        int predecessor = _ring.Predecessor(k);
        measurement.Agree(_predictions[k], _predictions[predecessor]);
        if (!_comparable[k])
            return;
        using var _ = no_grad();
        Tensor own = _maps[k]!.flatten(1);
        Tensor other = _ring[k].Received(_maps[predecessor]!).flatten(1);
        Tensor difference = own - other;
        measurement.Distances(
            nn.functional.cosine_similarity(own, other, dim: 1).sum().item<float>(),
            difference.abs().mean([1]).sum().item<float>(),
            difference.Squared().mean([1]).sqrt().sum().item<float>());
    }

    private static bool IsIdentity(Peer peer) => peer.Heads.All(head => head.Transfer.IsIdentity);
}
