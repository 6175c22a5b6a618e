using AfdMlNet.Distillation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Makes a peer's optimizers and sets their rates by the epoch.</summary>
internal static class Optimizers
{
    public static PeerOptimizers For(TrainingPlan plan) => new(
        parameters => Sgd(plan.LogitOptimizer, parameters),
        parameters => Adam(plan.FeatureOptimizer, parameters),
        parameters => Adam(plan.DiscriminatorOptimizer, parameters),
        AlignsMaps: plan.Method.Alignment is not null);

    /// <summary>Sets the rates of an epoch.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Fraction of the epochs done.</param>
    public static void SetRates(Peer peer, TrainingPlan plan, double progress)
    {
        SetRate(peer.LogitOptimizer, plan.LogitOptimizer.LearningRate * peer.LearningRateFactor, plan.LogitOptimizer.Schedule, progress);
        // Adam's step does not depend on its loss's weight, so the ramp is on its rate.
        SetRate(peer.FeatureOptimizer, plan.FeatureOptimizer.LearningRate * RampUp.Weight(progress, plan.RampUp),
            plan.FeatureOptimizer.Schedule, progress);
        SetRate(peer.DiscriminatorOptimizer, plan.DiscriminatorOptimizer.LearningRate, plan.DiscriminatorOptimizer.Schedule, progress);
    }

    private static CheckpointedSgd Sgd(SgdOptions options, IReadOnlyList<Parameter> parameters) =>
        new(parameters, options.LearningRate, options.Momentum, options.WeightDecay);

    private static CheckpointedAdam Adam(AdamOptions options, IReadOnlyList<Parameter> parameters) =>
        new(parameters, options.LearningRate, options.WeightDecay, options.CoupledDecay);

    private static void SetRate(optim.Optimizer optimizer, double rate, LearningRateSchedule schedule, double progress)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = rate * schedule.Factor(progress);
    }
}
