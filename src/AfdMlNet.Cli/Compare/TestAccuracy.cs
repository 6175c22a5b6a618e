using AfdMlNet.Cli.Data;
using AfdMlNet.Images;
using AfdMlNet.Scoring;
using ImageSet = AfdMlNet.Cli.Data.ImageSet;

namespace AfdMlNet.Cli.Compare;

/// <summary>Measures students on test images.</summary>
internal sealed class TestAccuracy
{
    private readonly Dictionary<ImageSet, TestImages> _images = [];

    /// <summary>The fraction that each student of the ring has right, in ring order.</summary>
    public IReadOnlyList<double> Of(AdversarialDistillationTransformer ring, ImageSet test, ImageFit fit, CancellationToken cancellation)
    {
        if (!_images.TryGetValue(test, out TestImages? images))
            _images[test] = images = new TestImages([.. test.Images.Select(image => image.ImagePath)]);
        Dictionary<string, int> classes = ring.ClassNames.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return [.. ring.Students.Select(student =>
            (double)Right(images.Labels(student.Model, ring.Input, fit, cancellation), test, classes) / test.Images.Count)];
    }

    private static int Right(IEnumerable<(long Label, Exception? Error)> labels, ImageSet test, Dictionary<string, int> classes)
    {
        int right = 0;
        foreach ((LabeledImage image, (long label, Exception? error)) in test.Images.Zip(labels))
        {
            if (error is not null)
                throw new CliException($"'{image.ImagePath}' cannot be scored: {ErrorText.Of(error).Message}", cause: error);
            if (label == classes[image.Label])
                right++;
        }
        return right;
    }
}
