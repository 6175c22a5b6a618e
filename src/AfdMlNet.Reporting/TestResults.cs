using AfdMlNet.Scoring;

namespace AfdMlNet.Reporting;

/// <summary>How the deployed student does on images that it has not seen.</summary>
/// <param name="Name">What the images are called, such as their folder.</param>
/// <param name="ClassNames">The classes, in key order.</param>
/// <param name="Confusion">How many images of a class (first index) were taken for a class (second index): classes x classes.</param>
/// <param name="LogLoss">Mean of -ln of the true class's probability, in nats.</param>
/// <param name="Top5Accuracy">
/// How often the true class is among the five most likely, 0 to 1; null where there are no more than five.
/// </param>
/// <param name="Mistakes">Images that were taken for another class, the surest first. The report shows at most 24.</param>
public sealed record TestResults(
    string Name,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    double LogLoss,
    double? Top5Accuracy,
    IReadOnlyList<MistakenImage> Mistakes)
{
    /// <summary>How many images.</summary>
    internal int Images => Confusion.Sum(row => row.Sum());

    internal int Correct => Enumerable.Range(0, ClassNames.Count).Sum(index => Confusion[index][index]);

    internal double? Accuracy => Share(Correct, Images);

    /// <summary>Mean of the accuracies of the classes that have images.</summary>
    internal double? MacroAccuracy => Enumerable.Range(0, ClassNames.Count).Select(Recall).Average();

    internal int ImagesOf(int index) => Confusion[index].Sum();

    internal double? Recall(int index) => Share(Confusion[index][index], ImagesOf(index));

    internal double? Precision(int index) => Share(Confusion[index][index], Confusion.Sum(row => row[index]));

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>An image that was taken for another class.</summary>
/// <param name="Name">Its name, such as its file.</param>
/// <param name="TrueClass">What it is.</param>
/// <param name="PredictedClass">What it was taken for.</param>
/// <param name="Probability">How sure the student was, 0 to 1.</param>
/// <param name="Encoded">The image as a file: PNG, JPEG, WebP, GIF or BMP. The report keeps a small copy.</param>
public sealed record MistakenImage(string Name, string TrueClass, string PredictedClass, double Probability, ReadOnlyMemory<byte> Encoded)
{
    /// <summary>Where the student looked; null (default) where that was not found out.</summary>
    public OcclusionMap? Occlusion { get; init; }
}
