using AfdMlNet.Images;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Scoring;

/// <summary>An evaluation as a report shows it.</summary>
internal static class ReportedTest
{
    private const int MostMistakes = 24;

    public static TestResults Of(Evaluation evaluation)
    {
        List<string> classes = [.. evaluation.Classes.Select(row => row.Class)];
        Dictionary<string, int> places = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        int[][] confusion = [.. classes.Select(_ => new int[classes.Count])];
        foreach (Prediction prediction in evaluation.Predictions)
            confusion[places[prediction.Image.Label]][places[prediction.Class]]++;
        return new(evaluation.Folder, classes, confusion, evaluation.LogLoss, evaluation.Top5Accuracy, [.. Mistakes(evaluation)]);
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
}
