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
        yield return $"{reason}Trained {Words.Count(history.Epochs.Count, "epoch")} in {Words.Time(history.Elapsed)}.";
        foreach (StudentOutcome student in history.Students)
        {
            string accuracy = student.KeptValidationAccuracy is { } kept ? $", {Words.Percent(kept)} of the validation images right" : "";
            yield return FormattableString.Invariant($"  {student.Name}: weights of epoch {student.KeptEpoch}{accuracy}");
        }
    }

    /// <summary>What to do with the model.</summary>
    /// <param name="folder">Where it lies.</param>
    public static IEnumerable<string> Next(string folder) =>
    [
        $"Next: open {Words.Argument(Path.Combine(folder, RunFiles.ReportName))}",
        $"      afd score {Words.Argument(folder)} IMAGE...",
        $"      afd export {Words.Argument(folder)} --onnx student.onnx",
    ];
}
