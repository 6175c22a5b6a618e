using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>Measures a model by stock ML.NET.</summary>
internal static class Evaluator
{
    private const int TopCount = 5;

    public static Evaluation Evaluate(SavedModel model, ImageSet set, Display display, CancellationToken cancellation = default)
    {
        var reader = new RowReader(set.Images, display, cancellation);
        IDataView scored = model.Transformer.Transform(model.Context.Data.LoadFromEnumerable(reader.Rows()));
        var watch = new PredictionWatch(set.Images, model.Classes);
        MulticlassClassificationMetrics metrics = Measure(model, watch.Over(model.Context, scored), reader);
        return Of(set, model.Classes, metrics) with { Predictions = watch.Predictions };
    }

    private static MulticlassClassificationMetrics Measure(SavedModel model, IDataView scored, RowReader reader)
    {
        try
        {
            // ML.NET fails where there are fewer classes than asked for.
            int top = model.Classes.Count > TopCount ? TopCount : 0;
            return model.Context.MulticlassClassification.Evaluate(scored, topKPredictionCount: top);
        }
        catch (Exception error) when (error is not OperationCanceledException and not CliException && reader.Current is { } file)
        {
            throw new CliException($"'{file}' cannot be scored: {ErrorText.Of(error).Message}", cause: error);
        }
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

    /// <summary>Reads an image when ML.NET asks for its row, and knows which it was.</summary>
    private sealed class RowReader(IReadOnlyList<LabeledImage> images, Display display, CancellationToken cancellation)
    {
        public string? Current { get; private set; }

        public IEnumerable<NumberedImageRow> Rows()
        {
            for (int index = 0; index < images.Count; index++)
            {
                cancellation.ThrowIfCancellationRequested();
                Current = images[index].ImagePath;
                yield return new() { ImageSource = Images.EncodedFile.Read(Current), Label = images[index].Label, Number = index };
                display.Stage("Scoring images", index + 1, images.Count);
            }
        }
    }
}
