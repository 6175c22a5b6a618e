using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>Measures a model by stock ML.NET.</summary>
internal static class Evaluator
{
    private const int TopCount = 5;

    /// <summary>Measures what can be read, and names what cannot.</summary>
    public static Evaluation Evaluate(SavedModel model, ImageSet set, Display display, CancellationToken cancellation = default)
    {
        try
        {
            return OfAll(model, set, display, cancellation);
        }
        // ML.NET reads ahead and tells no row: which image it was is looked for where there is one.
        catch (Exception error) when (error is not OperationCanceledException and not CliException)
        {
            IReadOnlyList<UnreadImage> unread = UnreadSearch.Among(set.Images, model, display, cancellation);
            if (unread.Count == 0)
                throw;
            if (unread.Count == set.Images.Count)
                throw new CliException($"No image in '{set.Folder}' can be read. The first: {unread[0].Reason}", cause: error);
            ImageSet read = set.Without(unread.Select(image => image.Image).ToHashSet());
            return OfAll(model, read, display, cancellation) with { Unread = unread };
        }
    }

    private static Evaluation OfAll(SavedModel model, ImageSet set, Display display, CancellationToken cancellation)
    {
        IDataView scored = model.Transformer.Transform(model.Context.Data.LoadFromEnumerable(Rows(set.Images, display, cancellation)));
        var watch = new PredictionWatch(set.Images, model.Classes);
        // ML.NET fails where there are fewer classes than asked for.
        int top = model.Classes.Count > TopCount ? TopCount : 0;
        MulticlassClassificationMetrics metrics =
            model.Context.MulticlassClassification.Evaluate(watch.Over(model.Context, scored), topKPredictionCount: top);
        return Of(set, model.Classes, metrics) with
        {
            CalibrationError = CalibrationOf(watch.Predictions),
            Predictions = watch.Predictions,
        };
    }

    private static double CalibrationOf(IEnumerable<Prediction> predictions)
    {
        var calibration = new CalibrationError();
        foreach (Prediction prediction in predictions)
            calibration.Add(prediction.Probability, prediction.IsRight);
        return calibration.Value;
    }

    private static Evaluation Of(ImageSet set, IReadOnlyList<string> classes, MulticlassClassificationMetrics metrics)
    {
        Dictionary<string, int> counts = set.Images.CountBy(image => image.Label).ToDictionary();
        return new(
            set.Folder,
            set.Images.Count,
            metrics.MicroAccuracy,
            metrics.MacroAccuracy,
            metrics.LogLoss,
            classes.Count > TopCount ? metrics.TopKAccuracy : null,
            [.. classes.Select((name, index) => new ClassEvaluation(
                name,
                counts.GetValueOrDefault(name),
                Finite(metrics.ConfusionMatrix.PerClassRecall[index]),
                Finite(metrics.ConfusionMatrix.PerClassPrecision[index])))]);
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    /// <summary>Reads an image when ML.NET asks for its row.</summary>
    private static IEnumerable<NumberedImageRow> Rows(IReadOnlyList<LabeledImage> images, Display display, CancellationToken cancellation)
    {
        for (int index = 0; index < images.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            (string path, string label) = images[index];
            yield return new() { ImageSource = Images.EncodedFile.Read(path), Label = label, Number = index };
            display.Stage("Scoring images", index + 1, images.Count);
        }
    }
}
