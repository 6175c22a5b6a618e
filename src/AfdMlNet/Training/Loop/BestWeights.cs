using System.Text.Json.Nodes;
using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// Remembers each student's weights at its best epoch on the validation images; of equal epochs the later, which trained longer.
/// </summary>
internal sealed class BestWeights(Ring ring, bool keepBest) : ICheckpointed, IDisposable
{
    private readonly WeightSnapshot?[] _snapshots = new WeightSnapshot?[ring.Count];
    private readonly int[] _epochs = new int[ring.Count];
    private readonly double?[] _accuracies = new double?[ring.Count];

    public string Name => "best";

    /// <summary>The best epoch of each student so far.</summary>
    public JsonNode? State
    {
        get => PartState.Of(_epochs.Zip(_accuracies, (epoch, accuracy) => new Best(epoch, accuracy)));
        set
        {
            IReadOnlyList<Best> stored = PartState.Read<IReadOnlyList<Best>>(value);
            if (stored.Count != ring.Count)
                throw new InvalidDataException($"It is of a ring of {stored.Count} networks, and this one has {ring.Count}.");
            for (int k = 0; k < ring.Count; k++)
            {
                (_epochs[k], _accuracies[k]) = (stored[k].Epoch, stored[k].Accuracy);
                if (keepBest && _epochs[k] > 0)
                    _snapshots[k] ??= new WeightSnapshot(ring[k].Deployed);
            }
        }
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() => _snapshots.SelectMany((snapshot, k) =>
        snapshot is null ? [] : snapshot.Tensors.Select((tensor, i) => (FormattableString.Invariant($"{k}.{i}"), tensor)));

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
                _snapshots[k] = new WeightSnapshot(ring[k].Deployed);
        }
    }

    /// <summary>Copies the best weights back into the students.</summary>
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

    private sealed record Best(int Epoch, double? Accuracy);
}
