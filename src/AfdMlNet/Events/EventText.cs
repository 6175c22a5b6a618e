using System.Globalization;

namespace AfdMlNet.Events;

/// <summary>A run's events in words, a line each.</summary>
internal static class EventText
{
    public static string Start(RunStarted run)
    {
        IEnumerable<string> students = run.Students.Select(
            (student, index) => FormattableString.Invariant(
                $"{student.Name} ({student.Parameters:N0} weights{(index == run.DeployedStudent ? ", deployed" : "")})"));
        string length = $"{FigureText.Count(run.Epochs, "epoch")} of {FigureText.Count(run.BatchesPerEpoch, "step")}";
        string processes = run.Processes > 1 ? $"{run.Processes} processes, " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Method}: {string.Join(" -> ", students)}; {run.ClassNames.Count} classes, {run.TrainingImages} training images, "
            + $"{run.ValidationImages} to validate on, input {run.Input}; {length} on "
            + $"{processes}{run.Device}, {FigureText.Count(run.Threads, "thread")}, seed {run.Seed}");
    }

    public static string Resumed(RunResumed run) => FormattableString.Invariant(
        $"Going on from '{run.Folder}': epoch {run.Epoch} from batch {run.Batch + 1}, after {FigureText.Time(run.Elapsed)} of training.");

    public static string Forecast(TimeSpan whole) =>
        $"About {FigureText.RoughTime(whole)} in all, by the first {TimeForecast.FewestSteps} steps.";

    public static string Epoch(EpochEnded ended) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {ended.Record.Epoch}/{ended.Epochs}  {FigureText.Time(ended.Record.Elapsed)}  {ended.Record.ImagesPerSecond:F0} images/s  "
            + $"{Accuracies(ended.Record)}");

    public static string Accuracies(EpochRecord record) => string.Join("  ", record.Students.Select(Accuracy));

    public static string Accuracy(StudentEpoch student) => student.ValidationAccuracy is { } accuracy
        ? $"{student.Name} {FigureText.Percent(accuracy)}"
        : $"{student.Name} {FigureText.Percent(student.TrainingAccuracy)} (training)";
}
