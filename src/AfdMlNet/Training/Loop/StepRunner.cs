using AfdMlNet.Distillation;

namespace AfdMlNet.Training;

/// <summary>Runs the steps of a ring on its workers, with the other processes where there are some.</summary>
internal sealed class StepRunner(Ring ring, DistillationRules rules, StudentWorkers workers, DataParallel? parallel = null)
{
    private readonly Dictionary<(bool IsAdversarial, bool IsTurned), IReadOnlyList<(StepPass Pass, WorkSchedule Schedule)>> _passes = new()
    {
        [(true, false)] = Scheduled(ring, rules, workers, isAdversarial: true, isTurned: false),
        [(true, true)] = Scheduled(ring, rules, workers, isAdversarial: true, isTurned: true),
        [(false, false)] = Scheduled(ring, rules, workers, isAdversarial: false, isTurned: false),
        [(false, true)] = Scheduled(ring, rules, workers, isAdversarial: false, isTurned: true),
    };

    /// <summary>One step: for each pass the forwards, losses and gradients of all networks, then the updates of all.</summary>
    /// <param name="step">The number of the step in the run, from 0: it decides whether the step is adversarial, and who teaches.</param>
    /// <param name="batches">What each network is given.</param>
    /// <param name="share">The part of the batch that is this process's.</param>
    /// <param name="cancellation">Leaves the step, as long as no weight has changed.</param>
    /// <returns>The terms of each network, over this process's part.</returns>
    /// <exception cref="OperationCanceledException">The step was left; only running statistics have changed.</exception>
    public StepTerms[] Run(long step, IReadOnlyList<StepBatch> batches, double share = 1, CancellationToken cancellation = default)
    {
        var terms = new StepTerms?[ring.Count];
        foreach ((StepPass pass, WorkSchedule schedule) in _passes[(rules.IsAdversarial(step), rules.IsTurned(step))])
        {
            var networks = new RingStep(ring, rules, pass, batches);
            workers.Run(schedule, piece => piece.Work(networks[piece.Network]), cancellation);
            cancellation = CancellationToken.None;
            parallel?.Average(networks.Gradients, share);
            workers.Run(
                (StepPhase.Optimizers, k => networks[k].Update()),
                (StepPhase.Figures, k => terms[k] = terms[k]?.With(StepTerms.Of(networks[k])) ?? StepTerms.Of(networks[k])));
        }

        return [.. terms.OfType<StepTerms>()];
    }

    // The second pass has never had pieces with all threads, and bits depend on that.
    private static IReadOnlyList<(StepPass, WorkSchedule)> Scheduled(
        Ring ring, DistillationRules rules, StudentWorkers workers, bool isAdversarial, bool isTurned) =>
    [
        .. StepPass.Of(rules, isAdversarial, isTurned).Select((pass, index) =>
        {
            IReadOnlyList<StepPiece> pieces = StepSchedule.Of(ring, rules, pass);
            return (pass, index == 0 ? workers.Schedule(pieces) : workers.ScheduleNarrow(pieces));
        }),
    ];
}
