using AfdMlNet.Distillation;

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

    public IReadOnlyList<StudentOutcome> Outcomes(IReadOnlyList<EpochRecord> epochs) =>
        [.. ring.Peers.Select((peer, k) => new StudentOutcome(
            peer.Name, _epochs[k], _accuracies[k], epochs.Count == 0 ? null : epochs[^1].Students[k].ValidationAccuracy))];

    public void Dispose()
    {
        foreach (WeightSnapshot? snapshot in _snapshots)
            snapshot?.Dispose();
    }
}
