using AfdMlNet.Images;
using AfdMlNet.Reporting;
using AfdMlNet.Scoring;

namespace AfdMlNet.Cli.Scoring;

/// <summary>An evaluation as a report shows it.</summary>
internal static class ReportedTest
{
    private const int MostMistakes = 24;

    // Each takes the network fifty times.
    private const int MostLookedAt = 6;

    /// <param name="evaluation">What was measured.</param>
    /// <param name="model">The model's file, to find out where it looked.</param>
    public static TestResults Of(Evaluation evaluation, string model)
    {
        List<string> classes = [.. evaluation.Classes.Select(row => row.Class)];
        Dictionary<string, int> places = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        int[][] confusion = [.. classes.Select(_ => new int[classes.Count])];
        foreach (Prediction prediction in evaluation.Predictions)
            confusion[places[prediction.Image.Label]][places[prediction.Class]]++;
        return new(evaluation.Folder, classes, confusion, evaluation.LogLoss, evaluation.Top5Accuracy,
            WithOcclusion([.. Mistakes(evaluation)], model));
    }

    /// <summary>The surest first; those that are equally sure by name, so that a report is the same again.</summary>
    private static IEnumerable<MistakenImage> Mistakes(Evaluation evaluation) => evaluation.Predictions
        .Where(prediction => !prediction.IsRight)
        .OrderByDescending(prediction => prediction.Probability)
        .ThenBy(prediction => prediction.Image.ImagePath, StringComparer.Ordinal)
        .Take(MostMistakes)
        .Select(prediction => new MistakenImage(
            Path.GetFileName(prediction.Image.ImagePath), prediction.Image.Label, prediction.Class, prediction.Probability,
            EncodedFile.Read(prediction.Image.ImagePath)));

    private static MistakenImage[] WithOcclusion(MistakenImage[] mistakes, string model)
    {
        if (mistakes.Length == 0)
            return mistakes;
        try
        {
            using var scorer = BulkScorer.Open(model);
            for (int i = 0; i < Math.Min(MostLookedAt, mistakes.Length); i++)
            {
                int label = scorer.ClassNames.Index().First(entry => entry.Item == mistakes[i].PredictedClass).Index;
                mistakes[i] = mistakes[i] with { Occlusion = scorer.Occlude(mistakes[i].Encoded.Span, label) };
            }
        }
        catch (InvalidDataException)
        {
            // A model of another kind has no graph to ask: the report says less.
        }
        return mistakes;
    }
}
