using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>A copy of a network's weights and batch-norm statistics, to go back to.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly List<(Tensor Live, Tensor Copy)> _tensors = [];

    public WeightSnapshot(nn.Module network)
    {
        foreach (Tensor live in network.parameters().Concat(network.buffers()))
            _tensors.Add((live, live.detach().clone().DetachFromDisposeScope()));
    }

    /// <summary>What is kept.</summary>
    public IEnumerable<Tensor> Tensors => _tensors.Select(pair => pair.Copy);

    /// <summary>Copies the network's present state over the snapshot.</summary>
    public void Take() => Copy(pair => (pair.Live, pair.Copy));

    /// <summary>Copies the snapshot back into the network.</summary>
    public void Restore() => Copy(pair => (pair.Copy, pair.Live));

    public void Dispose()
    {
        foreach ((_, Tensor copy) in _tensors)
            copy.Dispose();
    }

    private void Copy(Func<(Tensor Live, Tensor Copy), (Tensor From, Tensor To)> direction)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var pair in _tensors)
        {
            (Tensor from, Tensor to) = direction(pair);
            to.copy_(from);
        }
    }
}
