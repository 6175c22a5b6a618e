using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>One pass over one batch by all networks of a ring.</summary>
internal sealed class RingStep
{
    private readonly NetworkStep[] _networks;

    /// <param name="ring">The networks.</param>
    /// <param name="rules">Which losses act, and who teaches whom.</param>
    /// <param name="pass">Which losses do in this pass.</param>
    /// <param name="batches">What each network is given.</param>
    public RingStep(Ring ring, DistillationRules rules, StepPass pass, IReadOnlyList<StepBatch> batches)
    {
        _networks = [.. ring.Peers.Select((peer, k) => new NetworkStep(peer, rules, pass, batches[k]))];
        for (int k = 0; k < _networks.Length; k++)
            _networks[k].Teachers = [.. ring.TeachersOf(k, rules.Teachers, pass.IsTurned).Select(teacher => _networks[teacher])];
    }

    public NetworkStep this[int k] => _networks[k];

    /// <summary>All gradients that were taken, where they can be averaged with those of other processes before any update.</summary>
    public IReadOnlyList<Tensor> Gradients =>
    [
        .. _networks.SelectMany(network => network.LogitGradients),
        .. _networks.SelectMany(network => network.GeneratorGradients),
        .. _networks.SelectMany(network => network.DiscriminatorGradients),
    ];
}
