using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>The two exchanges of a step as the training loop makes them, with noughts for gradients and terms.</summary>
internal sealed class Exchanges : IDisposable
{
    private readonly DataParallel _parallel;
    private readonly Tensor[] _gradients;
    private readonly StepTerms[] _terms;
    private readonly double _share;

    public Exchanges(Ring ring, IProcessGroup group)
    {
        _parallel = new DataParallel(group, ring, SharedStatistics.Averaged);
        _gradients = [.. ring.Peers.SelectMany(GradientsOf).Select(parameter => zeros(parameter.shape))];
        _terms = [.. ring.Peers.Select(_ => new StepTerms(zeros(Term.All.Count), IsAdversarial: true))];
        _share = 1.0 / group.Size;
    }

    /// <summary>Of gradients and running statistics, before any network moves.</summary>
    public void Gradients() => _parallel.Average(_gradients, _share);

    /// <summary>Of terms and the wish to stop, after all have moved.</summary>
    public void Terms() => _parallel.Average(_terms, _share, stop: false);

    public void Dispose()
    {
        foreach (Tensor tensor in _gradients.Concat(_terms.Select(term => term.Values)))
            tensor.Dispose();
    }

    private static IEnumerable<Parameter> GradientsOf(Peer peer) =>
        [.. peer.LogitParameters, .. peer.AdversarialParameters, .. peer.DiscriminatorParameters];
}
