using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// One of several processes that train the same ring, each on its part of every batch. Gradients are averaged before any network moves, so
/// that all processes hold the same ring after every step.
/// </summary>
internal sealed class DataParallel
{
    private readonly IProcessGroup _group;
    private readonly SharedStatistics _shared;
    private readonly Tensor[] _statistics;

    // Pinned, so that torch and the group work on it in place; grows to what the largest exchange needs.
    private float[] _flat = [];

    public DataParallel(IProcessGroup group, Ring ring, SharedStatistics shared)
    {
        (_group, _shared) = (group, shared);
        // A teacher that stands still takes none.
        _statistics = [.. ring.Peers.Where(peer => !peer.IsFrozen)
            .SelectMany(ModulesOf)
            .SelectMany(module => module.modules())
            .SelectMany(StatisticsOf)];
    }

    /// <summary>Whether a process was asked to stop by the last step: all know it at the same step.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>
    /// g = sum over the processes of n_r / n g_r: the mean gradient over all n images of a batch, of which this process has n_r.
    /// </summary>
    /// <param name="gradients">Those of this process, which are replaced.</param>
    /// <param name="share">n_r / n.</param>
    public void Average(IReadOnlyList<Tensor> gradients, double share)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double ofStatistics = _shared == SharedStatistics.Averaged ? share : _group.Rank == 0 ? 1 : 0;
        Exchange([.. gradients.Select(gradient => (gradient, share)), .. _statistics.Select(statistic => (statistic, ofStatistics))]);
    }

    /// <summary>The terms of a step over all of the batch's images; and whether to stop.</summary>
    /// <param name="terms">Of each network, over this process's images; replaced.</param>
    /// <param name="share">As above.</param>
    /// <param name="stop">Whether this process was asked to stop.</param>
    public void Average(StepTerms[] terms, double share, bool stop)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor stops = tensor(stop ? 1f : 0f);
        Exchange([.. terms.Select(term => (term.Values, share)), (stops, 1)]);
        IsStopping = stops.item<float>() > 0;
    }

    /// <summary>Gives the first process's tensors to all: machines whose arithmetic differs in the last bit do not drift apart.</summary>
    public void Synchronize(IEnumerable<Tensor> tensors)
    {
        foreach (Tensor value in tensors)
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            Tensor host = value.detach().cpu().contiguous();
            byte[] bytes = _group.Broadcast(_group.Rank == 0 ? host.bytes.ToArray() : []);
            if (_group.Rank == 0)
                continue;
            bytes.CopyTo(host.bytes);
            value.copy_(host);
        }
    }

    private void Exchange(IReadOnlyList<(Tensor Value, double Weight)> parts)
    {
        int length = checked((int)parts.Sum(part => part.Value.numel()));
        if (_flat.Length < length)
            _flat = GC.AllocateArray<float>(length, pinned: true);
        Tensor flat = frombuffer(_flat, ScalarType.Float32, length);
        Tensor[] places = flat.split([.. parts.Select(part => part.Value.numel())]);
        foreach ((Tensor place, (Tensor value, double weight)) in places.Zip(parts))
        {
            // Nought times what is not finite is not nought.
            if (weight == 0)
                place.zero_();
            else
                place.copy_(value.reshape(-1)).TimesInPlace(weight);
        }

        _group.AllReduceSum(_flat.AsMemory(0, length));
        foreach ((Tensor place, (Tensor value, double _)) in places.Zip(parts))
            value.copy_(place.reshape(value.shape));
    }

    private static IEnumerable<nn.Module> ModulesOf(Peer peer) =>
        [peer.Network, .. peer.Heads.SelectMany(head => (nn.Module[])[head.Transfer, head.Discriminator])];

    private static IEnumerable<Tensor> StatisticsOf(nn.Module module) =>
        module is BatchNorm norm && norm.running_mean is { } mean && norm.running_var is { } variance
        ? [mean, variance]
        : [];
}
