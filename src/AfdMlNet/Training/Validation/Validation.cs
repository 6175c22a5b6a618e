using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Measures each network on the validation images, and how alike it and its predecessor are.</summary>
/// <param name="ring">The networks.</param>
/// <param name="rules">Which maps can be compared.</param>
/// <param name="images">The images, or this process's part of them.</param>
/// <param name="workers">A thread for each network.</param>
/// <param name="emit">Hears how far it is.</param>
/// <param name="group">The processes that share the images out among themselves; null where this one has them all.</param>
internal sealed class Validation(
    Ring ring, DistillationRules rules, BatchLoader images, StudentWorkers workers, Action<TrainingEvent> emit, IProcessGroup? group = null)
{
    // Maps are comparable where no transfer layer is needed, or where the method trains it.
    private readonly bool[] _comparable =
        [.. ring.Peers.Select((_, k) => rules.Method.ComparesMaps || (IsIdentity(ring[k]) && IsIdentity(ring[ring.Predecessor(k)])))];

    private readonly Tensor?[] _maps = new Tensor?[ring.Count];
    private readonly long[][] _predictions = new long[ring.Count][];

    /// <param name="epoch">The epoch's figures so far.</param>
    /// <returns>The same with those of validation.</returns>
    public IReadOnlyList<StudentEpoch> Measure(IReadOnlyList<StudentEpoch> epoch)
    {
        ValidationMeasurement[] measurements = [.. ring.Peers.Select(_ => new ValidationMeasurement())];
        long done = 0;
        foreach (Peer peer in ring.Peers)
        {
            peer.Shipped.eval();
            foreach (MapGame game in peer.Games)
                game.Transfer.eval();
        }

        foreach (Batch batch in images.Sequential())
        {
            using (batch)
            using (NewDisposeScope())
            {
                IReadOnlyList<(Tensor Images, Tensor Labels)> inputs = BatchTensors.Of(batch, images.Shape, ring);
                workers.Run(k => Infer(k, inputs[k].Images, batch.Labels, measurements[k]));
                workers.Run(k => Compare(k, measurements[k]));
                workers.Release();
                done += batch.Count;
                emit(new StageProgressed("Validating", done, images.Count));
            }
        }

        foreach (MapGame game in ring.Peers.SelectMany(peer => peer.Games))
            game.Transfer.train();
        foreach (ValidationMeasurement measurement in measurements)
            measurement.Share(group);
        return [.. epoch.Select((figures, k) => measurements[k].AddTo(figures, _comparable[k]))];
    }

    private void Infer(int k, Tensor pixels, long[] labels, ValidationMeasurement measurement)
    {
        using var _ = no_grad();
        (IReadOnlyList<Tensor> maps, Tensor logits) = ring[k].Shipped.Infer(pixels, twoDepths: false);
        _maps[k] = rules.Method.ComparesMaps ? ring[k].Games[^1].Transfer.forward(maps[^1]) : maps[^1];
        (Tensor confidence, Tensor label) = logits.softmax(1).max(1);
        float[] confidences = [.. confidence.cpu().data<float>()];
        _predictions[k] = [.. label.cpu().data<long>()];
        measurement.Score(labels, _predictions[k], confidences);
    }

    private void Compare(int k, ValidationMeasurement measurement)
    {
        int predecessor = ring.Predecessor(k);
        measurement.Agree(_predictions[k], _predictions[predecessor]);
        if (!_comparable[k])
            return;
        using var _ = no_grad();
        Tensor own = _maps[k]!.flatten(1);
        Tensor other = ring[k].Received(_maps[predecessor]!).flatten(1);
        Tensor difference = own - other;
        measurement.Distances(
            nn.functional.cosine_similarity(own, other, dim: 1).sum().item<float>(),
            difference.abs().mean([1]).sum().item<float>(),
            difference.Squared().mean([1]).sqrt().sum().item<float>());
    }

    private static bool IsIdentity(Peer peer) => peer.Games.All(game => game.Transfer.IsIdentity);
}
