using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>Trains on rows in one short epoch: for tests of what is around training.</summary>
internal static class ImportedPictures
{
    public static IDataView Keyed<T>(MLContext ml, IEnumerable<T> rows)
        where T : class => ml.Transforms.Conversion.MapValueToKey("Label")
            .Fit(ml.Data.LoadFromEnumerable(rows))
            .Transform(ml.Data.LoadFromEnumerable(rows));

    public static AdversarialDistillationTrainer Trainer(MLContext ml, Action<AdversarialDistillationTrainer.Options>? change = null)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(4, "small"), new TinyNetwork(4, "peer")],
            Epochs = 1,
            BatchSize = 12,
            ValidationFraction = 0,
            Augmentation = AugmentationOptions.None(),
        };
        change?.Invoke(options);
        return ml.MulticlassClassification.Trainers.AdversarialDistillation(options);
    }

    public static AdversarialDistillationTransformer Fit(
        MLContext ml, IDataView rows, Action<AdversarialDistillationTrainer.Options>? change = null) =>
        Trainer(ml, change).Fit(rows);
}
