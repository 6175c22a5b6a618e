using AfdMlNet.Events;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Train;

/// <summary>What the tool says of a run beside its events.</summary>
internal static class TrainingText
{
    public static string Weights(WeightsLoaded weights) => weights.ToString();

    public static IEnumerable<string> Outcome(TrainingHistory history)
    {
        string reason = history.StopReason switch
        {
            StopReason.EarlyStopping => "Stopped early: no improvement for long enough. ",
            StopReason.Cancelled => "Cancelled; the best so far was kept. ",
            _ => "",
        };
        yield return $"{reason}Trained {Format.Count(history.Epochs.Count, "epoch")} in {Format.Time(history.Elapsed)}.";
        foreach (StudentOutcome student in history.Students)
        {
            string accuracy = student.KeptValidationAccuracy is { } kept ? $", {Format.Percent(kept)} of the validation images right" : "";
            yield return FormattableString.Invariant($"  {student.Name}: weights of epoch {student.KeptEpoch}{accuracy}");
        }
    }

    /// <summary>What to do with the model.</summary>
    /// <param name="folder">Where it lies.</param>
    public static IEnumerable<string> Next(string folder) =>
    [
        $"Next: open {Format.Argument(Path.Combine(folder, RunFiles.ReportName))}",
        $"      afd score {Format.Argument(folder)} IMAGE...",
        $"      afd export {Format.Argument(folder)} --onnx student.onnx",
    ];
}
