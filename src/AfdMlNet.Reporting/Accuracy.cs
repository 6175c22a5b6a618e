using System.Globalization;
using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>An accuracy in words: how sure it is, by the images it rests on, and what would be right without having learned.</summary>
/// <param name="Fraction">The fraction of the images that were taken for what they are.</param>
/// <param name="Images">How many images it rests on.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record Accuracy(double Fraction, int Images, int Classes)
{
    /// <summary>The class with the most images and its part of them, 0 to 1; null where it is not known.</summary>
    public (string Class, double Share)? Largest { get; init; }

    public static Accuracy Of(TestResults test)
    {
        int largest = Enumerable.Range(0, test.ClassNames.Count).MaxBy(test.ImagesOf);
        return new((double)test.Correct / test.Images, test.Images, test.ClassNames.Count)
        {
            Largest = (test.ClassNames[largest], (double)test.ImagesOf(largest) / test.Images),
        };
    }

    /// <param name="noun">What the images are, such as "test image".</param>
    public string Text(string noun)
    {
        (double low, double high) = WilsonInterval.Of((int)Math.Round(Fraction * Images), Images);
        double chance = 1.0 / Classes;
        string always = Largest is { } largest
            ? string.Create(CultureInfo.InvariantCulture, $", always '{largest.Class}' {100 * largest.Share:F0} %")
            : "";
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{FigureText.Percent(Fraction)} of {FigureText.Count(Images)} {noun}{(Images == 1 ? "" : "s")} right "
            + $"(chance {100 * chance:F0} %{always}); 95 % interval {100 * low:F0} to {100 * high:F0} %.");
        return low > Math.Max(chance, Largest?.Share ?? 0) ? text : $"{text} That is not surely better than guessing.";
    }
}
