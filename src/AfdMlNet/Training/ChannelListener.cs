using AfdMlNet.Convolutions;
using AfdMlNet.Events;
using Microsoft.ML.Runtime;

namespace AfdMlNet.Training;

/// <summary>
/// Passes a run's events on to ML.NET's channels, the log and the progress of <c>MLContext</c>: a line when training begins, how long it
/// takes once that is known, and a line per epoch; all its figures as traces.
/// </summary>
internal sealed class ChannelListener
{
    private readonly IChannel _log;
    private readonly IProgressChannel _progress;
    private readonly TimeForecast _forecast = new();
    private BatchEnded? _latest;

    public ChannelListener(IChannel log, IProgressChannel progress)
    {
        (_log, _progress) = (log, progress);
        progress.SetHeader(new ProgressHeader(["Cross entropy", "Validation accuracy"], ["epochs", "batches"]), Fill);
    }

    public void On(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case RunStarted start:
                Log(EventText.Start(start));
                break;
            case BatchEnded batch:
                _latest = batch;
                _forecast.On(batch);
                if (_forecast.IsNew)
                    Log(EventText.Forecast(_forecast.Whole!.Value));
                break;
            case EpochEnded epoch:
                Log(EventText.Epoch(epoch));
                foreach (StudentEpoch student in epoch.Record.Students)
                    _log.Trace(MessageSensitivity.None, "{0}", $"epoch {epoch.Record.Epoch} {Figures(student)}");
                _progress.Checkpoint(
                    epoch.Record.Students[0].CrossEntropy, epoch.Record.Students[0].ValidationAccuracy, epoch.Record.Epoch, null);
                break;
            case RunResumed resumed:
                Log(EventText.Resumed(resumed));
                break;
            case RunFinding finding:
                _log.Warning(MessageSensitivity.None, "{0}", finding.Message);
                break;
            case ConvolutionsTried tried:
                Log(ConvolutionTrial.Text(tried.Shapes, tried.Wrong) + ".");
                break;
            case RunEnded end:
                Log(FormattableString.Invariant(
                    $"Training ended ({end.History.StopReason}) after {end.History.Epochs.Count} epochs, ")
                    + $"{FigureText.Time(end.History.Elapsed)}.");
                break;
        }
    }

    private void Log(string message) => _log.Info(MessageSensitivity.None, "{0}", message);

    private static string Figures(StudentEpoch student) => FormattableString.Invariant(
        $"{student.Name}: ce {student.CrossEntropy:0.000}, kl {student.KullbackLeibler:0.000}, d_loss {student.DiscriminatorLoss:0.000}, ")
        + FormattableString.Invariant(
        $"g_loss {student.GeneratorLoss:0.000}, d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}, ")
        + FormattableString.Invariant($"training {student.TrainingAccuracy:P1}, validation {student.ValidationAccuracy:P1}");

    private void Fill(IProgressEntry entry)
    {
        if (_latest is not { } batch)
            return;
        entry.SetProgress(0, batch.Epoch - 1, batch.Epochs);
        entry.SetProgress(1, batch.Batch, batch.Batches);
    }
}
