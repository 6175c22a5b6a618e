using System.Globalization;
using AfdMlNet.Cli.Data;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Scoring;

/// <summary>How good an accuracy is: how sure it is, by the images it rests on, and what would be right without having learned.</summary>
/// <param name="Accuracy">The fraction of the images that were taken for what they are.</param>
/// <param name="Images">How many images it rests on.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Largest">The class with the most images.</param>
/// <param name="LargestShare">Its part of them, 0 to 1.</param>
internal sealed record Verdict(double Accuracy, int Images, int Classes, string Largest, double LargestShare)
{
    public static Verdict Of(Evaluation evaluation)
    {
        ClassEvaluation largest = evaluation.Classes.MaxBy(row => row.Images)!;
        return new(
            evaluation.Accuracy, evaluation.Images, evaluation.Classes.Count, largest.Class, (double)largest.Images / evaluation.Images);
    }

    /// <summary>Of images with the classes' shares of a set, such as a part of it that was held back.</summary>
    public static Verdict Of(double accuracy, int images, ImageSet set)
    {
        (string largest, int count) = set.Images.CountBy(image => image.Label).MaxBy(entry => entry.Value);
        return new(accuracy, images, set.Classes.Count, largest, (double)count / set.Images.Count);
    }

    /// <param name="noun">What the images are, such as "test image".</param>
    public string Text(string noun)
    {
        (double low, double high) = WilsonInterval.Of((int)Math.Round(Accuracy * Images), Images);
        double chance = 1.0 / Classes;
        string verdict = string.Create(
            CultureInfo.InvariantCulture,
            $"{Format.Percent(Accuracy)} of {Format.Count(Images, noun)} right (chance {100 * chance:F0} %, always '{Largest}' "
            + $"{100 * LargestShare:F0} %); 95 % interval {100 * low:F0} to {100 * high:F0} %.");
        return low > Math.Max(chance, LargestShare) ? verdict : $"{verdict} That is not surely better than guessing.";
    }
}
