namespace AfdMlNet.Distillation;

/// <summary>What of a pass may run when, up to its gradients.</summary>
internal static class StepSchedule
{
    /// <summary>
    /// The pieces of a pass, in an order in which one thread can do them. A network's own maps are scored, and equation (3) sent back
    /// through them, without waiting for its teachers where the adversarial loss allows.
    /// </summary>
    /// <param name="ring">The networks.</param>
    /// <param name="rules">Who teaches whom.</param>
    /// <param name="pass">The losses of the pass.</param>
    public static IReadOnlyList<StepPiece> Of(Ring ring, DistillationRules rules, StepPass pass)
    {
        bool needsTeachers = AdversarialLoss.Of(rules.Adversarial.Loss).IsRelative;
        StepPiece[] forwards = [.. ring.Peers.Select((peer, k) => Forward(peer, k))];
        List<StepPiece> pieces = [.. forwards];
        for (int k = 0; k < ring.Count; k++)
        {
            Peer peer = ring[k];
            IReadOnlyList<int> teachers = ring.TeachersOf(k, rules.Teachers, pass.IsTurned);
            StepPiece losses = Losses(peer, k, [forwards[k], .. teachers.Select(teacher => forwards[teacher])]);
            pieces.Add(losses);
            if (IsAdversarial(peer))
            {
                StepPiece generator = new(
                    k, StepPhase.AdversarialBackward, peer.Cost.MapGradients, step => step.TakeGeneratorGradients(),
                    needsTeachers ? losses : forwards[k]);
                pieces.Add(generator);
                // The last that needs what D made.
                pieces.Add(new(k, StepPhase.DiscriminatorBackward, 0, step => step.TakeDiscriminatorGradients(), losses, generator));
            }

            if (pass.HasLogitLoss && !peer.IsFrozen)
                pieces.Add(new(k, StepPhase.LogitBackward, peer.Cost.LogitGradients, step => step.TakeLogitGradients(), losses));
        }

        return pieces;

        bool IsAdversarial(Peer peer) => pass.IsAdversarial && !peer.IsFrozen;

        StepPiece Forward(Peer peer, int k) => new(k, StepPhase.Forward, peer.Cost.Inference, step =>
        {
            step.Forward();
            if (!IsAdversarial(peer))
                return;
            step.ScoreOwnMaps();
            if (!needsTeachers)
                step.ComputeGeneratorLoss();
        });

        StepPiece Losses(Peer peer, int k, StepPiece[] after) => new(k, StepPhase.Losses, 0, step =>
        {
            if (pass.HasLogitLoss)
                step.ComputeLogitLoss();
            if (!IsAdversarial(peer))
                return;
            step.ScoreTeacherMaps();
            step.ComputeDiscriminatorLoss();
            if (needsTeachers)
                step.ComputeGeneratorLoss();
        }, after);
    }
}
