using AfdMlNet.Cli.Output;
using AfdMlNet.Events;

namespace AfdMlNet.Cli.Train;

/// <summary>
/// Shows a run's events as they happen, on the training thread. (System.Progress would post them to a pool, in any order.)
/// </summary>
/// <param name="display">Where they are shown.</param>
internal sealed class TrainingReporter(Display display) : IProgress<TrainingEvent>
{
    private string _figures = "";

    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case RunStarted started:
                display.Line(TrainingText.Start(started));
                break;
            case RunResumed resumed:
                display.Line(TrainingText.Resumed(resumed));
                break;
            case StageProgressed stage:
                display.Stage(stage.Stage, stage.Done, stage.Total);
                break;
            case BatchEnded batch:
                display.Stage(
                    "Training", Done(batch.Epoch - 1, batch.Batch, batch.Batches), (long)batch.Epochs * batch.Batches, Detail(batch));
                break;
            case EpochEnded epoch:
                _figures = TrainingText.Accuracies(epoch.Record);
                display.Log(TrainingText.Epoch(epoch));
                break;
            case RunFinding finding:
                display.Line($"Note: {finding.Message}");
                break;
        }
    }

    private static long Done(int epochs, int batch, int batches) => (long)epochs * batches + batch;

    private string Detail(BatchEnded batch) => FormattableString.Invariant(
        $"epoch {batch.Epoch}/{batch.Epochs}, batch {batch.Batch}/{batch.Batches}{(_figures.Length > 0 ? $": {_figures}" : "")}");
}
