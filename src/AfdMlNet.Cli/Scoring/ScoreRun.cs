using AfdMlNet.Cli.Output;
using AfdMlNet.Files;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Scoring;

/// <summary>What <c>afd score</c> was asked for.</summary>
/// <param name="Model">The saved model, or its folder.</param>
/// <param name="Images">Files.</param>
/// <param name="Top">How many classes to name.</param>
/// <param name="Json">Whether events are written as JSON lines.</param>
/// <param name="NotSure">Below this probability of the most likely class no class is told; null for none.</param>
internal sealed record ScoreSettings(string Model, IReadOnlyList<string> Images, int Top, bool Json, double? NotSure = null);

/// <summary>One image and its most likely classes, the most likely first.</summary>
/// <param name="Image">The image.</param>
/// <param name="Predictions">The classes.</param>
/// <param name="IsSure">Whether the first is as likely as was asked for.</param>
internal sealed record ScoredImage(string Image, IReadOnlyList<ClassProbability> Predictions, bool IsSure);

/// <summary>A class and its probability, 0 to 1.</summary>
internal sealed record ClassProbability(string Class, float Probability);

/// <summary>The work of <c>afd score</c>.</summary>
internal static class ScoreRun
{
    public static int Execute(ScoreSettings settings, Terminal terminal)
    {
        using SavedModel model = SavedModel.Load(settings.Model);
        using var engine = model.Context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(model.Transformer);
        int exitCode = ExitCode.Success;
        foreach (string image in settings.Images)
        {
            try
            {
                ImagePrediction prediction = engine.Predict(new() { ImageSource = EncodedFile.Read(image) });
                bool isSure = settings.NotSure is not { } least || prediction.Score.Max() >= least;
                Write(new(image, Top(prediction, model.Classes, settings.Top), isSure), settings.Json, terminal.Out);
            }
            // One bad image must not cost the answers for the others.
#pragma warning disable CA1031
            catch (Exception error)
#pragma warning restore CA1031
            {
                terminal.Error.WriteLine($"'{PlainText.Line(image)}' cannot be scored: {ErrorText.Of(error).Message}");
                exitCode = ExitCode.BadInput;
            }
        }
        return exitCode;
    }

    private static List<ClassProbability> Top(ImagePrediction prediction, IReadOnlyList<string> classes, int count) =>
        [.. classes.Zip(prediction.Score, (name, score) => new ClassProbability(name, score))
            .OrderByDescending(candidate => candidate.Probability)
            .Take(count)];

    private static void Write(ScoredImage scored, bool json, TextWriter output)
    {
        if (json)
        {
            JsonLines.Write(output, "scored", scored, ScoringJson.Default.ScoredImage);
            return;
        }
        IEnumerable<string> predictions =
            scored.Predictions.Select(candidate => $"{PlainText.Line(candidate.Class)} {Format.Percent(candidate.Probability)}");
        output.WriteLine($"{PlainText.Line(scored.Image)}: {(scored.IsSure ? "" : "not sure: ")}{string.Join(", ", predictions)}");
    }
}
