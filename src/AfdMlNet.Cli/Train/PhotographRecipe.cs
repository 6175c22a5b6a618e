using System.Globalization;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;
using AfdMlNet.Distillation;
using AfdMlNet.ImageNet;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Train;

/// <summary>
/// What photographs are trained with where nothing else is asked for: a network that starts from what ImageNet knows, alone
/// (docs/photographs.md). Small pictures keep the library's defaults.
/// </summary>
internal static class PhotographRecipe
{
    private const int MostLookedAt = 64;

    /// <summary>
    /// The options chosen for these images; none where they are small pictures, or the ring or its teaching was asked for.
    /// </summary>
    public static IReadOnlyList<GivenOption> Chosen(TrainingData data, TrainSettings settings) =>
        settings.ModelBuilder is not null || AsksForRing(settings) || Of(data.Training) is not { IsForPhotographs: true } recipe
            ? []
            : [.. For(recipe, RanksEpochs(settings) ? int.MaxValue : data.Validation?.Images.Count)
                .Where(option => settings.Given.All(given => given.Name != option.Name))];

    /// <summary>What was chosen and how to choose otherwise, in words.</summary>
    public static string Text(TrainingData data, IReadOnlyList<GivenOption> chosen) =>
        $"{Format.Count(data.Training.Images.Count, "photograph")} to train on, so with "
        + $"{string.Join(' ', chosen.SelectMany(option => option.Arguments))}: "
        + "the network starts from what ImageNet knows. Any of these options can be given otherwise; --students resnet20,resnet32 trains "
        + "from nothing.";

    private static IEnumerable<GivenOption> For(TrainingRecipe recipe, int? toValidate)
    {
        yield return new("--students", [recipe.Network.Name]);
        yield return new("--method", [DistillationMethod.Independent.Name]);
        yield return new("--size", [$"{recipe.Size}"]);
        yield return new("--crop-area", [recipe.CropArea.ToString(CultureInfo.InvariantCulture)]);
        yield return new("--batch-size", [$"{recipe.BatchSize}"]);
        yield return new("--epochs", [$"{recipe.Epochs}"]);
        yield return new("--schedule", ["cosine"]);
        yield return new("--half-weights", []);
        if (toValidate is null && !recipe.HoldsBackImages)
            yield return new(TrainOptions.Validation.Name, ["0"]);
        else if (toValidate is { } given && !TrainingRecipe.CanRank(given))
            yield return new("--keep", ["last"]);
    }

    private static bool RanksEpochs(TrainSettings settings) => settings.Given.Any(option => option.Name is "--patience" or "--keep");

    private static bool AsksForRing(TrainSettings settings) => TrainOptions.All.Any(option =>
        (option.Group is OptionGroup.Teaching or OptionGroup.Adversarial
            || option == TrainOptions.Students
            || option == TrainOptions.Weights
            || option.Name == "--deploy") && option.ValuesIn(settings) is not null);

    /// <summary>By images from all over the set; null where none can be read.</summary>
    private static TrainingRecipe? Of(Data.ImageSet set)
    {
        int looked = Math.Min(MostLookedAt, set.Images.Count);
        return TrainingRecipe.Of(
            set.Images.Count, Enumerable.Range(0, looked).Select(i => Encoded(set.Images[i * set.Images.Count / looked].ImagePath)));
    }

    // What is wrong with an image, reading it says.
    private static byte[] Encoded(string path)
    {
        try
        {
            return EncodedFile.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [];
        }
    }
}
