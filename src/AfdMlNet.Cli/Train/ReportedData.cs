using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Inspect;
using AfdMlNet.Images;
using AfdMlNet.Reporting;
using DataPart = AfdMlNet.Reporting.DataPart;
using ImageSet = AfdMlNet.Cli.Data.ImageSet;

namespace AfdMlNet.Cli.Train;

/// <summary>The images of a run as its report shows them.</summary>
internal static class ReportedData
{
    // What takes seconds beside a training; 'afd data' looks at any number.
    private const int MostLookedAt = 5000;

    // Pictures of a page, whatever the number of classes.
    private const int MostSamples = 60, MostOfAClass = 3, MostPairs = 12;

    /// <returns>The summary; null where the run was cancelled before or meanwhile.</returns>
    public static DataSummary? Of(TrainingData data, AdversarialDistillationTrainer.Options options, CancellationToken cancellation)
    {
        string training = data.Validation is null && options.ValidationFraction > 0 ? "train and validate" : "train";
        (string Name, ImageSet? Set)[] named = [(training, data.Training), ("validate", data.Validation), ("test", data.Test)];
        (string Name, ImageSet Set)[] parts =
            [.. named.Where(part => part.Set is not null).Select(part => (part.Name, part.Set!))];
        try
        {
            return WithLooks(
                new()
                {
                    ClassNames = data.Training.Classes,
                    Parts = [.. parts.Select(part => new DataPart(part.Name, Counts(part.Set, data.Training.Classes)))],
                    Samples = [.. Samples(data.Training)],
                },
                [.. parts.SelectMany(part => part.Set.Images.Select(image => (image, part.Name)))],
                cancellation);
        }
        // A model that is trained already is worth more than its report.
        catch (Exception error) when (error is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static DataSummary WithLooks(
        DataSummary summary, (LabeledImage Image, string Part)[] images, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (images.Length > MostLookedAt)
            return summary;
        InspectedImage[] read =
            [.. InspectedImage.Of(images, _ => { }, cancellation).Where(image => image.Error is null)];
        (InspectedImage First, InspectedImage Second, bool IsExact)[] pairs = [.. Duplicates.Among(read, _ => { }, cancellation)
            .OrderByDescending(pair => pair.First.Part != pair.Second.Part)
            .ThenByDescending(pair => pair.First.Image.Label != pair.Second.Image.Label)];
        return summary with
        {
            Sizes = ImageSizes.Of([.. read.Select(image => image.Info!)]) is { } sizes ? $"{sizes}." : null,
            Same = [.. pairs.Select((pair, place) => new SameImages(
                Shown(pair.First.Image, place < MostPairs), pair.First.Part,
                Shown(pair.Second.Image, place < MostPairs), pair.Second.Part))],
        };
    }

    private static SampleImage Shown(LabeledImage image, bool isPicture = true) =>
        new(Path.GetFileName(image.ImagePath), image.Label, isPicture ? EncodedFile.Read(image.ImagePath) : []);

    private static int[] Counts(ImageSet set, IReadOnlyList<string> classes)
    {
        Dictionary<string, int> counts = set.Images.CountBy(image => image.Label).ToDictionary();
        return [.. classes.Select(name => counts.GetValueOrDefault(name))];
    }

    /// <summary>From the beginning, the middle and the end of each class: neighbours are often much alike.</summary>
    private static IEnumerable<SampleImage> Samples(ImageSet set)
    {
        int each = Math.Clamp(MostSamples / set.Classes.Count, 1, MostOfAClass);
        foreach (IGrouping<string, LabeledImage> group in set.Images.GroupBy(image => image.Label).Take(MostSamples))
        {
            LabeledImage[] images = [.. group];
            int count = Math.Min(each, images.Length);
            for (int i = 0; i < count; i++)
                yield return Shown(images[i * (images.Length - 1) / Math.Max(1, count - 1)]);
        }
    }
}
