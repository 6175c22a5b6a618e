using System.Globalization;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Files;

namespace AfdMlNet.Cli.Output;

/// <summary>An evaluation for people.</summary>
internal static class EvaluationText
{
    public static void Write(TextWriter output, Evaluation evaluation)
    {
        WriteSummary(output, evaluation);
        int width = Math.Max("class".Length, evaluation.Classes.Max(row => PlainText.Line(row.Class).Length));
        output.WriteLine();
        output.WriteLine($"{"class".PadRight(width)}  {"images",8}  {"accuracy",9}  {"precision",9}");
        foreach (ClassEvaluation row in evaluation.Classes.Where(row => row.Images > 0))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{PlainText.Line(row.Class).PadRight(width)}  {row.Images,8}  "
                + $"{Format.Percent(row.Accuracy),9}  {Format.Percent(row.Precision),9}"));
        }
    }

    /// <param name="output">Where to write.</param>
    /// <param name="evaluation">What was measured.</param>
    /// <param name="noun">What the images are.</param>
    public static void WriteSummary(TextWriter output, Evaluation evaluation, string noun = "image")
    {
        string top = evaluation.Top5Accuracy is { } top5 ? $", top-5 {Format.Percent(top5)}" : "";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{PlainText.Line(evaluation.Folder)} ({Format.Count(evaluation.Images, "image")}): "
            + $"accuracy {Format.Percent(evaluation.Accuracy)}, "
            + $"mean of classes {Format.Percent(evaluation.MacroAccuracy)}{top}, log-loss {evaluation.LogLoss:F3}, "
            + $"calibration error {Format.Percent(evaluation.CalibrationError)}"));
        if (evaluation.Images > 0)
            output.WriteLine(Verdict.Of(evaluation).Text(noun));
    }

    /// <summary>Names the images that were left out since they cannot be read.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="folder">The images.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="skip">Whether they were meant to be left out.</param>
    /// <returns>The exit code of the evaluation.</returns>
    public static int TellUnread(Terminal terminal, DataFolder folder, Evaluation evaluation, bool skip)
    {
        if (evaluation.Unread.Count > 1)
            terminal.Error.WriteLine(
                $"{Format.Count(evaluation.Unread.Count, "image")} cannot be read: {UnreadText.PerClass(evaluation.Unread)}.");
        foreach (string line in UnreadText.Lines(evaluation.Unread, folder))
            terminal.Error.WriteLine($"Left out: {line}");
        return skip || evaluation.Unread.Count == 0 ? ExitCode.Success : ExitCode.BadInput;
    }
}
