using AfdMlNet.Distillation;
using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Remembers each student's weights at its best epoch on the validation images; of equal epochs the later, which trained longer.</summary>
internal sealed class BestWeights(Ring ring, bool keepBest) : IDisposable
{
    private readonly WeightSnapshot?[] _snapshots = new WeightSnapshot?[ring.Count];
    private readonly int[] _epochs = new int[ring.Count];
    private readonly double?[] _accuracies = new double?[ring.Count];

    public void Consider(int epoch, IReadOnlyList<StudentEpoch> figures)
    {
        for (int k = 0; k < ring.Count; k++)
        {
            double? accuracy = figures[k].ValidationAccuracy;
            if (keepBest && accuracy < (_accuracies[k] ?? 0))
                continue;
            (_epochs[k], _accuracies[k]) = (epoch, accuracy);
            if (!keepBest)
                continue;
            if (_snapshots[k] is { } snapshot)
                snapshot.Take();
            else
                _snapshots[k] = new WeightSnapshot(ring[k].Shipped);
        }
    }

    public void Restore()
    {
        foreach (WeightSnapshot? snapshot in _snapshots)
            snapshot?.Restore();
    }

    public int EpochOf(int k) => _epochs[k];

    public double? AccuracyOf(int k) => _accuracies[k];

    /// <summary>The weights that are kept, by name.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors() => _snapshots.SelectMany((snapshot, k) =>
        snapshot is null ? [] : snapshot.Tensors.Select((tensor, i) => (FormattableString.Invariant($"{k}.best.{i}"), tensor)));

    /// <summary>Goes on where student k's best was already found; its weights are to be copied into <see cref="Tensors"/>.</summary>
    public void Found(int k, int epoch, double? accuracy)
    {
        (_epochs[k], _accuracies[k]) = (epoch, accuracy);
        if (keepBest && epoch > 0)
            _snapshots[k] ??= new WeightSnapshot(ring[k].Shipped);
    }

    public IReadOnlyList<StudentOutcome> Outcomes(IReadOnlyList<EpochRecord> epochs) =>
        [.. ring.Peers.Select((peer, k) => new StudentOutcome(
            peer.Name, _epochs[k], _accuracies[k], epochs.Count == 0 ? null : epochs[^1].Students[k].ValidationAccuracy))];

    public void Dispose()
    {
        foreach (WeightSnapshot? snapshot in _snapshots)
            snapshot?.Dispose();
    }
}
