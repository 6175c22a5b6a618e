namespace AfdMlNet.Distillation;

/// <summary>A piece of a pass: what one thread does without waiting for others.</summary>
/// <param name="network">The network it belongs to.</param>
/// <param name="phase">The part of the step that it is.</param>
/// <param name="cost">How long it takes, in the unit of <see cref="PeerCost"/>.</param>
/// <param name="work">What is to be done with the network's step.</param>
/// <param name="after">The pieces whose results it needs.</param>
internal sealed class StepPiece(int network, StepPhase phase, double cost, Action<NetworkStep> work, params IReadOnlyList<StepPiece> after)
{
    public int Network => network;

    public StepPhase Phase => phase;

    public double Cost => cost;

    public Action<NetworkStep> Work => work;

    public IReadOnlyList<StepPiece> After => after;

    /// <summary>
    /// Whether it belongs on its network's own worker, always the same: where gradients meet, torch adds them in the order in which a
    /// thread made the operations, and sums in another order have other bits. Gradients may be taken on any thread, two of one network at
    /// the same time too.
    /// </summary>
    public bool HasFixedWorker => phase is StepPhase.Forward or StepPhase.Losses;
}
