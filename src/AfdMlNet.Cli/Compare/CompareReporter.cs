using AfdMlNet.Cli.Output;
using AfdMlNet.Events;

namespace AfdMlNet.Cli.Compare;

/// <summary>Shows how far a comparison and the run at hand are, for people or as JSON lines.</summary>
internal sealed class CompareReporter(Terminal terminal, Display display, bool json) : IProgress<TrainingEvent>
{
    private string _run = "";

    public void Started(ComparisonStarted started)
    {
        if (json)
            JsonLines.Write(terminal.Out, "comparisonStarted", started, CompareJson.Default.ComparisonStarted);
        else
            display.Line($"{(started.Shard is { } shard ? $"Shard {shard}: " : "")}{Format.Count(started.Runs, "run")}, {started.Finished} "
                + $"of them on record in '{started.Folder}'.");
        display.Stage("Comparison", started.Finished, started.Runs);
    }

    public void Started(ComparedRunStarted started)
    {
        _run = $"{started.Variant}, {started.Ring}, seed {started.Seed}";
        if (json)
            JsonLines.Write(terminal.Out, "comparedRunStarted", started, CompareJson.Default.ComparedRunStarted);
    }

    public void Recorded(RunRecorded recorded, RunRecord run)
    {
        if (json)
            JsonLines.Write(terminal.Out, "runRecorded", recorded, CompareJson.Default.RunRecorded);
        else
            display.Line($"[{recorded.Number}/{recorded.Runs}] {_run}: {Accuracies(run)}, "
                + $"{Format.Time(TimeSpan.FromSeconds(recorded.Seconds))}{Left(recorded.SecondsLeft)}");
        display.Stage("Comparison", recorded.Number, recorded.Runs, Left(recorded.SecondsLeft).TrimStart(';', ' '));
    }

    public void Failed(RunFailed failed)
    {
        if (json)
            JsonLines.Write(terminal.Out, "runFailed", failed, CompareJson.Default.RunFailed);
        terminal.Error.WriteLine($"[{failed.Number}/{failed.Runs}] {_run} failed: {failed.Message}");
    }

    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case BatchEnded batch:
                display.Stage("Run", (long)(batch.Epoch - 1) * batch.Batches + batch.Batch, (long)batch.Epochs * batch.Batches,
                    FormattableString.Invariant($"{_run}, epoch {batch.Epoch}/{batch.Epochs}"));
                break;
            case EpochEnded epoch when json:
                JsonLines.Write(terminal.Out, "epochEnded", epoch, CompareJson.Default.EpochEnded);
                break;
        }
    }

    private static string Accuracies(RunRecord run)
    {
        bool isTested = run.TestAccuracies.Count > 0;
        IEnumerable<string> figures = run.History.Students.Select((student, index) =>
            $"{student.Name} {Percent(isTested ? run.TestAccuracies[index] : student.KeptValidationAccuracy)}");
        return $"{string.Join(", ", figures)} ({(isTested ? "test" : "validation")})";
    }

    private static string Percent(double? accuracy) => accuracy is { } value ? Format.Percent(value) : "?";

    private static string Left(double? seconds) => seconds is > 0 ? $"; about {Format.Time(TimeSpan.FromSeconds(seconds.Value))} left" : "";
}
