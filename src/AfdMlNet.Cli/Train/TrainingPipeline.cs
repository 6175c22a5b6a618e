using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Cli.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Cli.Train;

/// <summary>The ordinary ML.NET pipeline around the trainer.</summary>
internal static class TrainingPipeline
{
    private const string Label = nameof(ImageRow.Label);

    public static TrainedModel Fit(TrainingData data, AdversarialDistillationTrainer.Options options, int seed)
    {
        // ML.NET's temporary files, which a killed process leaves.
        var temporary = TemporaryFolder.Create(options.WorkspacePath);
        try
        {
            var mlContext = new MLContext(seed) { TempFilePath = temporary.Path };
            (AdversarialDistillationTransformer student, ITransformer chain) = Fit(data, options, mlContext);
            return new(mlContext, student, chain, temporary);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    private static (AdversarialDistillationTransformer Student, ITransformer Chain) Fit(
        TrainingData data, AdversarialDistillationTrainer.Options options, MLContext mlContext)
    {
        // Keys in the order of the names, whatever the order of the rows.
        ValueToKeyMappingTransformer toKey = mlContext.Transforms.Conversion
            .MapValueToKey(Label, keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(Images(mlContext, data.Training.Images));
        options.ValidationSet = data.Validation is null ? null : toKey.Transform(Images(mlContext, data.Validation.Images));
        // A label that is no key is missing.
        IDataView images = Images(mlContext, [.. data.Training.Images, .. data.Unlabelled?.Images ?? []]);

        AdversarialDistillationTransformer student = Trainer(mlContext, options).Fit(toKey.Transform(images));
        ITransformer toText = mlContext.Transforms.Conversion
            .MapKeyToValue(nameof(ImagePrediction.PredictedLabel))
            .Fit(student.Transform(toKey.Transform(images)));
        return (student, new TransformerChain<ITransformer>(toKey, student, toText));
    }

    /// <summary>Rows of path, label and encoded bytes; the bytes are read when a row is asked for.</summary>
    private static IDataView Images(MLContext mlContext, IReadOnlyList<LabeledImage> set)
    {
        IDataView files = mlContext.Data.LoadFromEnumerable(set);
        return mlContext.Transforms
            .LoadRawImageBytes(nameof(ImageRow.ImageSource), imageFolder: null, inputColumnName: nameof(LabeledImage.ImagePath))
            .Fit(files)
            .Transform(files);
    }

    private static AdversarialDistillationTrainer Trainer(MLContext mlContext, AdversarialDistillationTrainer.Options options)
    {
        try
        {
            return mlContext.MulticlassClassification.Trainers.AdversarialDistillation(options);
        }
        catch (ArgumentException error)
        {
            throw new CliException(ErrorText.Plain(error.Message), ExitCode.Usage, error);
        }
    }
}
