using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// What a forward changes, as it was before: running statistics and the vectors of spectral norm. A step that is left is taken back, so
/// that the run goes on from the step before as if nothing had been.
/// </summary>
internal sealed class StepUndo
{
    private readonly List<(Tensor Live, Tensor Kept)> _buffers;

    private StepUndo(List<(Tensor, Tensor)> buffers) => _buffers = buffers;

    /// <summary>Copies belong to the dispose scope at hand.</summary>
    public static StepUndo Of(Ring ring)
    {
        IEnumerable<nn.Module> modules = ring.Peers.SelectMany(peer => (IEnumerable<nn.Module>)
            [peer.Network, .. peer.Heads.SelectMany(head => (IEnumerable<nn.Module>)[head.Transfer, head.Discriminator])]);
        using var _ = no_grad();
        return new([.. modules.SelectMany(module => module.named_buffers()).Select(buffer => (buffer.buffer, buffer.buffer.clone()))]);
    }

    public void TakeBack()
    {
        using var _ = no_grad();
        foreach ((Tensor live, Tensor kept) in _buffers)
            live.copy_(kept);
    }
}
