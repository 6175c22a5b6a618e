using AfdMlNet.Cli.Output;
using AfdMlNet.Events;

namespace AfdMlNet.Cli.Train;

/// <summary>
/// Shows a run's events as they happen, on the training thread. (System.Progress would post them to a pool, in any order.)
/// </summary>
/// <param name="display">Where they are shown.</param>
internal sealed class TrainingReporter(Display display) : IProgress<TrainingEvent>
{
    private readonly TimeForecast _forecast = new();
    private BatchEnded? _batch;
    private EpochRecord? _epoch;

    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case RunStarted started:
                display.Line(EventText.Start(started));
                break;
            case RunResumed resumed:
                display.Line(EventText.Resumed(resumed));
                break;
            case StageProgressed stage:
                display.Stage(stage.Stage, stage.Done, stage.Total);
                break;
            case BatchEnded batch:
                _forecast.On(batch);
                if (_forecast.IsNew)
                    display.Log(EventText.Forecast(_forecast.Whole!.Value));
                Show(_batch = batch);
                break;
            case EpochEnded epoch:
                _epoch = epoch.Record;
                display.Log(EventText.Epoch(epoch));
                if (_batch is not null)
                    Show(_batch);
                break;
            case RunFinding finding:
                display.Line($"Note: {finding.Message}");
                break;
        }
    }

    private void Show(BatchEnded batch) => display.Stage(
        "Training", (batch.Epoch - 1L) * batch.Batches + batch.Batch, (long)batch.Epochs * batch.Batches, [.. Details(batch)]);

    private IEnumerable<string> Details(BatchEnded batch)
    {
        string epoch = FormattableString.Invariant($"epoch {batch.Epoch}/{batch.Epochs}");
        string step = FormattableString.Invariant($"{epoch}, step {batch.Batch}/{batch.Batches}");
        string left = _forecast.Left is { } time ? $", {FigureText.RoughTime(time)} left" : "";
        if (_epoch is not null)
        {
            yield return $"{step}{left}: {EventText.Accuracies(_epoch)}";
            yield return $"{epoch}{left}: {EventText.Accuracies(_epoch)}";
            yield return $"{epoch}{left}: {EventText.Accuracy(_epoch.Students[0])}";
        }
        yield return $"{step}{left}";
        yield return $"{epoch}{left}";
        yield return epoch;
    }
}
