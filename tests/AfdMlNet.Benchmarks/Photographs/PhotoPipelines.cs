using AfdMlNet.Distillation;
using AfdMlNet.ImageNet;
using AfdMlNet.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Benchmarks.Photographs;

/// <summary>What is compared on photographs: ML.NET's stock chain, and students of ours with and without teaching.</summary>
internal sealed class PhotoPipelines(MLContext ml, TrainingRecipe recipe)
{
    // What the student is taught by.
    private const string Whole = "imagenet-resnet18";

    private static readonly INetworkFamily[] _families = [ImageNetNetworks.Family];

    /// <summary>Each by its name; a seed decides ours.</summary>
    public IEnumerable<(string Name, Func<int, IEstimator<ITransformer>> Make)> All()
    {
        yield return ("stock: ResNet-18 at 224, L-BFGS", _ => Stock(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key")));
        yield return ("stock: ResNet-18 at 224, SDCA", _ => Stock(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Key")));
        yield return ("ours, no option", seed => Ours(seed, DistillationMethod.Independent, recipe.Network.Name));
        foreach (string student in new[] { $"{Whole}-s3-b1", $"{Whole}-b1-w50", $"{Whole}-s3-b1-w50" })
            yield return ($"{student}, independent", seed => Ours(seed, DistillationMethod.Independent, student));
        foreach (DistillationMethod method in new[]
            { DistillationMethod.Kd, DistillationMethod.Dml, DistillationMethod.Afd, DistillationMethod.AfdOffline })
            yield return ($"{Whole}-s3-b1, {method.Name} from the whole", seed => Ours(seed, method, $"{Whole}-s3-b1", Whole));
        yield return ("mobilenetv2-w50 from nothing", seed => Ours(seed, DistillationMethod.Independent, "mobilenetv2-w50"));
    }

    private EstimatorChain<KeyToValueMappingTransformer> Stock(IEstimator<ITransformer> trainer) =>
        ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(ml.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(ml.Transforms.ResizeImages("Image", 224, 224, "Image", ImageResizingEstimator.ResizingKind.IsoCrop))
            .Append(ml.Transforms.ExtractPixels("Pixels", "Image"))
            .Append(ml.Transforms.DnnFeaturizeImage(
                "Features", model => model.ModelSelector.ResNet18(ml, model.OutputColumn, model.InputColumn), "Pixels"))
            .AppendCacheCheckpoint(ml)
            .Append(trainer)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    private EstimatorChain<KeyToValueMappingTransformer> Ours(int seed, DistillationMethod method, params string[] ring)
    {
        AdversarialDistillationTrainer.Options options = recipe.ToOptions();
        options.Students = [.. ring.Select(name => StudentNetworks.Parse(name, _families))];
        options.Method = method;
        options.Seed = seed;
        options.LabelColumnName = "Key";
        options.FeatureColumnName = "ImageSource";
        options.ValidationFraction = 0;
        return ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(ml.Transforms.LoadRawImageBytes("ImageSource", "", "ImagePath"))
            .Append(ml.MulticlassClassification.Trainers.AdversarialDistillation(options))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    }
}
