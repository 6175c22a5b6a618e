using System.Globalization;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Cli.Train;
using AfdMlNet.Files;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;

namespace AfdMlNet.Cli.Export;

/// <summary>The work of <c>afd export --calibrate</c>: a copy of a model that is as sure as it is right.</summary>
internal static class Calibration
{
    /// <param name="model">The model's file, or its folder.</param>
    /// <param name="images">The folder of validation images.</param>
    /// <param name="copy">The file to write.</param>
    /// <param name="terminal">Where to say what it did.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The exit code: images that cannot be read are left out aloud.</returns>
    public static int Write(string model, string images, string copy, Terminal terminal, CancellationToken cancellation)
    {
        string file = SavedModel.FileOf(model);
        using var scorer = BulkScorer.OpenLogits(file);
        using DataFolder folder = DataFolder.Open(images, workspace: null, cancellation);
        ImageSet set = EvaluationData.Known(Images(folder, file, cancellation), scorer.ClassNames, terminal);
        terminal.Tell(folder.PassedOver);

        Display display = Display.For(terminal, json: false);
        List<float[]> logits = [];
        List<int> labels = [];
        List<UnreadImage> unread = [];
        display.Run(() =>
        {
            Dictionary<string, int> classes = scorer.ClassNames.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
            foreach (FileScore score in scorer.Score([.. set.Images.Select(image => image.ImagePath)], cancellation))
            {
                LabeledImage image = set.Images[score.Index];
                if (score.Error is { } error)
                {
                    unread.Add(new(image, ErrorText.Of(error).Message));
                    continue;
                }
                logits.Add(score.Scores.ToArray());
                labels.Add(classes[image.Label]);
                display.Stage("Scoring images", score.Index + 1, set.Images.Count);
            }
            return logits.Count;
        });
        foreach (string line in UnreadText.Lines(unread, folder))
            terminal.Error.WriteLine($"Left out: {line}");
        if (logits.Count == 0)
            throw new CliException($"No image in '{set.Folder}' can be read.");

        TemperatureFit fit = TemperatureFit.Of(logits, labels);
        AtomicFile.Write(copy, stream => SavedModelGraph.Calibrate(file, stream, fit.Temperature));
        terminal.Out.WriteLine(Text(fit, logits, labels, set.Folder));
        return unread.Count == 0 ? ExitCode.Success : ExitCode.BadInput;
    }

    /// <summary>The folder val/ where there is one; never what the model was trained on, where it is surer than it should be.</summary>
    private static ImageSet Images(DataFolder folder, string model, CancellationToken cancellation)
    {
        DataSplit split = DataSplit.Of(folder.Path, cancellation);
        string images = split.Validation ?? (split.Train is null ? split.Root : split.Test)
            ?? throw new CliException($"'{folder.Given}' has train/ and neither val/ nor test/: give other images to calibrate on.");
        if (HistoryFile.ReadSettings(Path.GetDirectoryName(Path.GetFullPath(model))!) is { Data: var data }
            && (IsSame(data, split.Validation is null && split.Train is null ? folder.Given : images)
                || (Directory.Exists(data) && DataSplit.Of(data, cancellation).Train is { } trained && IsSame(trained, images))))
        {
            throw new CliException(
                $"The model was trained on the images in '{folder.Shown(images)}', and is surer of them than of others: give others, such "
                + "as those of a folder val/.");
        }
        return ImageSet.Read(images, folder.Shown(images), folder.PassedOver, cancellation);
    }

    private static bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));

    private static string Text(TemperatureFit fit, List<float[]> logits, List<int> labels, string folder)
    {
        int right = logits.Zip(labels).Count(pair => Array.IndexOf(pair.First, pair.First.Max()) == pair.Second);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Calibrated on {Format.Count(labels.Count, "image")} of '{PlainText.Line(folder)}': temperature {fit.Temperature:0.###}. "
                + $"Log-loss {fit.Before.LogLoss:F3} -> {fit.After.LogLoss:F3}, calibration error "
                + $"{Format.Percent(fit.Before.CalibrationError)} -> {Format.Percent(fit.After.CalibrationError)}; "
                + $"accuracy stays {Format.Percent((double)right / labels.Count)}.");
    }
}
