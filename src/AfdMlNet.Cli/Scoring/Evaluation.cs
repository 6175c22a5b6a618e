using System.Text.Json.Serialization;
using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>How well a model does on a set of images. Fractions are 0 to 1, losses in nats.</summary>
/// <param name="Folder">The images.</param>
/// <param name="Images">How many.</param>
/// <param name="Accuracy">Of all images (micro).</param>
/// <param name="MacroAccuracy">Mean of the classes' accuracies.</param>
/// <param name="LogLoss">Mean of -ln of the true class's probability.</param>
/// <param name="Top5Accuracy">How often the true class is among the five most likely; null where there are no more than five.</param>
/// <param name="Classes">Class by class, in key order.</param>
internal sealed record Evaluation(
    string Folder,
    int Images,
    double Accuracy,
    double MacroAccuracy,
    double LogLoss,
    double? Top5Accuracy,
    IReadOnlyList<ClassEvaluation> Classes)
{
    /// <summary>Expected calibration error: how far, on average, probabilities are from how often they are right.</summary>
    public double CalibrationError { get; init; }

    /// <summary>What each image was taken for: for reports.</summary>
    [JsonIgnore]
    public IReadOnlyList<Prediction> Predictions { get; init; } = [];

    /// <summary>Images of the folder that cannot be read: no figure counts them.</summary>
    public IReadOnlyList<UnreadImage> Unread { get; init; } = [];
}

/// <summary>One class of it.</summary>
/// <param name="Class">The class.</param>
/// <param name="Images">How many images of it there are.</param>
/// <param name="Accuracy">How many of them are found (recall).</param>
/// <param name="Precision">How many of those taken for it are it; 0 where none is.</param>
internal sealed record ClassEvaluation(string Class, int Images, double Accuracy, double Precision);

/// <summary>What one image was taken for.</summary>
/// <param name="Image">The image and its class.</param>
/// <param name="Class">What it was taken for.</param>
/// <param name="Probability">How likely that was, 0 to 1.</param>
internal sealed record Prediction(LabeledImage Image, string Class, double Probability)
{
    public bool IsRight => Class == Image.Label;
}
