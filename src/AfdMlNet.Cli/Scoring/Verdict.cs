using AfdMlNet.Cli.Data;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Scoring;

/// <summary>How good an accuracy is, beside the classes' sizes.</summary>
internal static class Verdict
{
    public static Accuracy Of(Evaluation evaluation)
    {
        ClassEvaluation largest = evaluation.Classes.MaxBy(row => row.Images)!;
        return new(evaluation.Accuracy, evaluation.Images, evaluation.Classes.Count)
        {
            Largest = (largest.Class, (double)largest.Images / evaluation.Images),
        };
    }

    /// <summary>Of images with the classes' shares of a set, such as a part of it that was held back.</summary>
    public static Accuracy Of(double accuracy, int images, ImageSet set)
    {
        (string largest, int count) = set.Images.CountBy(image => image.Label).MaxBy(entry => entry.Value);
        return new(accuracy, images, set.Classes.Count) { Largest = (largest, (double)count / set.Images.Count) };
    }
}
