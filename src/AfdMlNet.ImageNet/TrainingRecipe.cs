using System.Numerics;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.ImageNet;

/// <summary>
/// What to train with, by the number of images and their size. Photographs: a network that starts from what ImageNet knows, alone
/// (docs/photographs.md). Small pictures: the library's defaults. <c>afd train</c> chooses by it.
/// </summary>
/// <param name="Images">Number of images to train on, at least 1.</param>
/// <param name="ShorterSide">The shorter side of most of them, in pixels.</param>
public sealed record TrainingRecipe(int Images, int ShorterSide)
{
    // The largest side of the data sets that CIFAR-style networks are for, and half as much again.
    private const int LargestOfSmall = 48;
    private const int FewestToRank = 100;
    private const int MostLookedAt = 64;
    private const int SmallestInput = 112, LargestInput = 160, InputStep = 16;
    private const int FewImages = 1000;
    private const int StepsAnEpoch = 10;
    private const int SmallestBatch = 8, LargestBatch = 32;
    private const int ImagesInAll = 24_000, FewestEpochs = 4, MostEpochs = 10;

    /// <summary>Whether they are photographs; else all other properties are of no use.</summary>
    public bool IsForPhotographs => ShorterSide > LargestOfSmall;

    /// <summary>The network: three stages of ResNet-18.</summary>
    public ImageNetResNet18 Network { get; } = ImageNetNetworks.ResNet18().Cut(stages: 3);

    /// <summary>
    /// Height and width of the network's input: 112; of fewer than 1,000 images their shorter side by 16 pixels, 112 to 160.
    /// </summary>
    public int Size =>
        Math.Clamp(ShorterSide / InputStep * InputStep, SmallestInput, Images < FewImages ? LargestInput : SmallestInput);

    /// <summary>The smallest part of an image's area that a crop keeps.</summary>
    public double CropArea { get; } = 0.35;

    /// <summary>8 to 32, so that an epoch has at least ten steps.</summary>
    public int BatchSize =>
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Images / StepsAnEpoch, SmallestBatch, LargestBatch) + 1) / 2;

    /// <summary>4 to 10: about as much work for few images as for many.</summary>
    public int Epochs => Math.Clamp(ImagesInAll / Math.Max(1, Images), FewestEpochs, MostEpochs);

    /// <summary>Whether the usual part of the images is enough to tell epochs apart by: at least 100 images.</summary>
    public bool HoldsBackImages => CanRank(new AdversarialDistillationTrainer.Options().ValidationFraction * Images);

    /// <summary>Whether so many validation images can tell epochs apart.</summary>
    /// <param name="images">Their number.</param>
    /// <returns>Whether they are at least 100.</returns>
    public static bool CanRank(double images) => images >= FewestToRank;

    /// <summary>Looks at the images: their number, and the median of the shorter sides of up to 64 of them.</summary>
    /// <param name="images">The rows.</param>
    /// <param name="column">The column of encoded images (bytes), of <see cref="MLImage"/> or of pixels.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="ArgumentException">There is no such column, no row, or no image that can be read.</exception>
    public static TrainingRecipe For(IDataView images, string column = "ImageSource")
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Schema.GetColumnOrNull(column) is not { } found)
            throw new ArgumentException(
                $"There is no column '{column}'; there are: {string.Join(", ", images.Schema.Select(one => one.Name))}.", nameof(column));
        return OfSides((int)Math.Min(int.MaxValue, Count(images)), Sides(images, found))
            ?? throw new ArgumentException($"No image of column '{column}' can be read.", nameof(images));
    }

    /// <summary>The recipe by the median of some images' shorter sides.</summary>
    /// <param name="images">Number of images to train on, at least 1.</param>
    /// <param name="some">Some of them, as their files have them; up to 64 are looked at.</param>
    /// <returns>The recipe; null where none can be read.</returns>
    public static TrainingRecipe? Of(int images, IEnumerable<byte[]> some) => OfSides(images, some.Select(Side));

    /// <summary>The options of the recipe; other properties have their defaults.</summary>
    /// <returns>New options, to be changed at will.</returns>
    public AdversarialDistillationTrainer.Options ToOptions()
    {
        var options = new AdversarialDistillationTrainer.Options();
        if (!IsForPhotographs)
            return options;
        options.Students = [Network];
        options.Method = DistillationMethod.Independent;
        (options.ImageHeight, options.ImageWidth) = (Size, Size);
        options.Augmentation.CropArea = CropArea;
        options.BatchSize = BatchSize;
        options.Epochs = Epochs;
        options.HalfWeights = true;
        options.LogitOptimizer.Schedule = LearningRateSchedule.Cosine();
        if (!HoldsBackImages)
            options.ValidationFraction = 0;
        return options;
    }

    private static TrainingRecipe? OfSides(int images, IEnumerable<int?> some)
    {
        int[] sides = [.. some.Take(MostLookedAt).OfType<int>().Order()];
        return sides.Length == 0 ? null : new(images, sides[sides.Length / 2]);
    }

    private static long Count(IDataView images)
    {
        if (images.GetRowCount() is { } known)
            return known;
        using DataViewRowCursor cursor = images.GetRowCursor([]);
        long count = 0;
        while (cursor.MoveNext())
            count++;
        return count;
    }

    private static IEnumerable<int?> Sides(IDataView images, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true, Dimensions: [.., int height, int width] } => [Math.Min(height, width)],
        VectorDataViewType => images.GetColumn<byte[]>(column).Select(Side),
        _ => images.GetColumn<MLImage?>(column).Select(image => image is null ? (int?)null : Math.Min(image.Height, image.Width)),
    };

    // What is wrong with an image, training says.
    private static int? Side(byte[] encoded)
    {
        try
        {
            EncodedImageInfo image = EncodedImageInfo.Read(encoded);
            return Math.Min(image.Width, image.Height);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
