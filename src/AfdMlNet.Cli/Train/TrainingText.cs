using System.Globalization;
using AfdMlNet.Events;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Train;

/// <summary>A run's events in words.</summary>
internal static class TrainingText
{
    public static string Start(RunStarted run)
    {
        IEnumerable<string> students = run.Students.Select(
            (student, index) => FormattableString.Invariant(
                $"{student.Name} ({student.Parameters:N0} weights{(index == run.DeployedStudent ? ", shipped" : "")})"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Method}: {string.Join(" -> ", students)}; {run.ClassNames.Count} classes, {run.TrainingImages} training images, "
            + $"{run.ValidationImages} to validate on, input {run.Input}, "
            + $"{(run.Processes > 1 ? $"{run.Processes} processes on " : "")}{run.Device}, seed {run.Seed}");
    }

    public static string Resumed(RunResumed run) => FormattableString.Invariant(
        $"Going on from '{run.Folder}': epoch {run.Epoch} from batch {run.Batch + 1}, after {Words.Time(run.Elapsed)} of training.");

    public static string Weights(WeightsLoaded weights) => weights.ToString();

    public static string Epoch(EpochEnded ended) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {ended.Record.Epoch}/{ended.Epochs}  {Words.Time(ended.Record.Elapsed)}  {ended.Record.ImagesPerSecond:F0} images/s  "
            + $"{Accuracies(ended.Record)}");

    public static string Accuracies(EpochRecord record) =>
        string.Join("  ", record.Students.Select(student => student.ValidationAccuracy is { } accuracy
        ? $"{student.Name} {Words.Percent(accuracy)}"
        : $"{student.Name} {Words.Percent(student.TrainingAccuracy)} (training)"));

    public static IEnumerable<string> Outcome(TrainingHistory history)
    {
        string reason = history.StopReason switch
        {
            StopReason.EarlyStopping => "Stopped early: no improvement for long enough. ",
            StopReason.Cancelled => "Cancelled; the best so far was kept. ",
            _ => "",
        };
        yield return $"{reason}Trained {Words.Count(history.Epochs.Count, "epoch")} in {Words.Time(history.Elapsed)}.";
        foreach (StudentOutcome student in history.Students)
        {
            string accuracy = student.KeptValidationAccuracy is { } kept ? $", {Words.Percent(kept)} of the validation images right" : "";
            yield return FormattableString.Invariant($"  {student.Name}: weights of epoch {student.KeptEpoch}{accuracy}");
        }
    }
}
