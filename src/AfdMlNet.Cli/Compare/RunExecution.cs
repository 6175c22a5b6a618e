using System.Diagnostics;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Compare;

/// <summary>Trains one run and measures every student of its ring.</summary>
internal sealed class RunExecution
{
    private readonly TestAccuracy _accuracy = new();

    /// <exception cref="OperationCanceledException">Given up: there is no record of a part of a run.</exception>
    public RunRecord Execute(PlannedRun run, IProgress<TrainingEvent> progress, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Options options = TrainerOptions.Of(run.Settings);
        options.Progress = progress;
        options.CancellationToken = cancellation;
        using TrainedModel model = TrainingPipeline.Fit(run.Data, options, run.Seed);
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<double> test = run.Data.Test is { } images ? _accuracy.Of(model.Student, images, options.ImageFit, cancellation) : [];
        TrainingHistory history = model.Student.History;
        return new(
            run.Key, run.Variant, run.Ring, run.Seed, run.Deciding, RunOrigin.Now(),
            run.Data.Training.Images.Count, run.Data.Test?.Images.Count ?? 0, test,
            Statistics.Median([.. EpochSeconds(history)]), Stopwatch.GetElapsedTime(start).TotalSeconds, history);
    }

    private static IEnumerable<double> EpochSeconds(TrainingHistory history)
    {
        TimeSpan before = TimeSpan.Zero;
        foreach (EpochRecord epoch in history.Epochs)
        {
            yield return (epoch.Elapsed - before).TotalSeconds;
            before = epoch.Elapsed;
        }
    }
}
