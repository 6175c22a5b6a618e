using Microsoft.ML.Runtime;

namespace AfdMlNet.Training;

/// <summary>Passes a run's events on to ML.NET's channels: the log and the progress of <c>MLContext</c>.</summary>
internal sealed class ChannelListener
{
    private readonly IChannel _log;
    private readonly IProgressChannel _progress;
    private BatchEnded? _latest;

    public ChannelListener(IChannel log, IProgressChannel progress)
    {
        (_log, _progress) = (log, progress);
        progress.SetHeader(new ProgressHeader(["Cross entropy", "Validation accuracy"], ["epochs", "batches"]), Fill);
    }

    public void Hear(TrainingEvent happening)
    {
        switch (happening)
        {
            case RunStarted start:
                _log.Info(
                    "{0} images of {1} classes at {2}, {3} to validate on; {4} by {5}; {6} epochs of {7} batches on {8}, {9} thread(s) a student; seed {10}.",
                    start.TrainingImages, start.ClassNames.Count, start.Input, start.ValidationImages,
                    string.Join(" -> ", start.Students.Select(student => student.Name)), start.Method,
                    start.Epochs, start.BatchesPerEpoch, start.Device, start.ThreadsPerStudent, start.Seed);
                break;
            case BatchEnded batch:
                _latest = batch;
                break;
            case EpochEnded epoch:
                foreach (StudentEpoch student in epoch.Record.Students)
                    _log.Info("Epoch {0}/{1} {2}", epoch.Record.Epoch, epoch.Epochs, Figures(student));
                _progress.Checkpoint(
                    epoch.Record.Students[0].CrossEntropy, epoch.Record.Students[0].ValidationAccuracy, epoch.Record.Epoch, null);
                break;
            case RunFinding finding:
                _log.Warning("{0}", finding.Message);
                break;
            case RunEnded end:
                _log.Info("Training ended ({0}) after {1} epochs, {2:0.0} s.", end.History.StopReason, end.History.Epochs.Count, end.History.Elapsed.TotalSeconds);
                break;
        }
    }

    private static string Figures(StudentEpoch student) => FormattableString.Invariant(
        $"{student.Name}: ce {student.CrossEntropy:0.000}, kl {student.KullbackLeibler:0.000}, d_loss {student.DiscriminatorLoss:0.000}, g_loss {student.GeneratorLoss:0.000}, d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}, training {student.TrainingAccuracy:P1}, validation {student.ValidationAccuracy:P1}");

    private void Fill(IProgressEntry entry)
    {
        if (_latest is not { } batch)
            return;
        entry.SetProgress(0, batch.Epoch - 1, batch.Epochs);
        entry.SetProgress(1, batch.Batch, batch.Batches);
    }
}
