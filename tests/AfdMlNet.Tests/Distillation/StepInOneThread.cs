using AfdMlNet.Distillation;

namespace AfdMlNet.Tests.Distillation;

/// <summary>A pass whose parts are called one after the other, on this thread.</summary>
internal sealed class StepInOneThread(Ring ring, DistillationRules rules, StepPass pass, IReadOnlyList<StepBatch> batches)
{
    private readonly RingStep _networks = new(ring, rules, pass, batches);
    private readonly IReadOnlyList<StepPiece> _pieces = StepSchedule.Of(ring, rules, pass);

    public NetworkStep this[int k] => _networks[k];

    /// <summary>A whole step, of one pass or two.</summary>
    public static StepTerms[] Run(Ring ring, DistillationRules rules, IReadOnlyList<StepBatch> batches, bool isAdversarial = true)
    {
        var terms = new StepTerms?[ring.Count];
        foreach (StepPass pass in StepPass.Of(rules, isAdversarial))
        {
            var step = new StepInOneThread(ring, rules, pass, batches);
            step.Forward();
            for (int k = 0; k < ring.Count; k++)
                terms[k] = terms[k]?.With(step.Learn(k)) ?? step.Learn(k);
        }

        foreach (Peer peer in ring.Peers)
            peer.UpdateAverage();
        return [.. terms.OfType<StepTerms>()];
    }

    /// <summary>The forwards of all networks.</summary>
    public void Forward() => Do(piece => piece.Phase == StepPhase.Forward);

    /// <summary>The losses of network k alone.</summary>
    public void ComputeLosses(int k) => Do(piece => piece.Network == k && piece.Phase == StepPhase.Losses);

    /// <summary>Losses, gradients and updates of network k.</summary>
    public StepTerms Learn(int k)
    {
        Do(piece => piece.Network == k && piece.Phase != StepPhase.Forward);
        _networks[k].Update();
        return StepTerms.Of(_networks[k]);
    }

    private void Do(Func<StepPiece, bool> chosen)
    {
        foreach (StepPiece piece in _pieces.Where(chosen))
            piece.Work(_networks[piece.Network]);
    }
}
