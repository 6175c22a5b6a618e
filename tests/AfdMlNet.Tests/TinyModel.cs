using AfdMlNet.Cli.Scoring;
using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Tests;

/// <summary>A small ring trained on drawn images, once for all tests, with the columns of <c>afd train</c>.</summary>
internal static class TinyModel
{
    private static readonly Lazy<(ITransformer ToKey, AdversarialDistillationTransformer Student)> _fitted = new(Fit);

    /// <summary>Keeps the shared session between tests: not to be disposed.</summary>
    public static AdversarialDistillationTransformer Student => _fitted.Value.Student;

    public static MLContext Context { get; } = new(1);

    public static IDataView Keyed(IEnumerable<ImageRow> rows) => _fitted.Value.ToKey.Transform(Context.Data.LoadFromEnumerable(rows));

    public static ImageRow[] Rows(int perClass, int side = 16, int seed = 7) =>
        [.. DrawnImages.Encoded(perClass, side, seed).Select(row => new ImageRow { ImageSource = row.Features, Label = row.Label })];

    /// <summary>Saves the whole chain, as <c>afd train</c> does.</summary>
    public static string Save(string path)
    {
        IDataView rows = Context.Data.LoadFromEnumerable(Rows(1));
        ITransformer toText = Context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(Student.Transform(Keyed(Rows(1))));
        Context.Model.Save(new TransformerChain<ITransformer>(_fitted.Value.ToKey, Student, toText), rows.Schema, path);
        return path;
    }

    private static (ITransformer, AdversarialDistillationTransformer) Fit()
    {
        IDataView data = Context.Data.LoadFromEnumerable(Rows(20, seed: 1));
        ValueToKeyMappingTransformer toKey = Context.Transforms.Conversion
            .MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(data);
        AdversarialDistillationTransformer student = Context.MulticlassClassification.Trainers.AdversarialDistillation(
            new AdversarialDistillationTrainer.Options
            {
                FeatureColumnName = nameof(ImageRow.ImageSource),
                Students = [new TinyNetwork(8, "small"), new TinyNetwork(8, "peer")],
                Epochs = 4,
                BatchSize = 12,
                ValidationFraction = 0,
                Augmentation = AugmentationOptions.None(),
            }).Fit(toKey.Transform(data));
        return (toKey, student);
    }
}
