using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Compare;

/// <summary>What tells one set of images from another, part by part. A folder and a .zip of it are the same.</summary>
/// <param name="Names">Of classes, names and lengths of the files: all that records of before tell.</param>
/// <param name="Contents">Of classes, names and contents of the files.</param>
internal sealed record DataFingerprint(string Names, string Contents)
{
    /// <summary>Reads all files once.</summary>
    public static DataFingerprint Of(TrainingData data, CancellationToken cancellation) => new(
        RunKey.OfLines(Lines(data, image => FormattableString.Invariant($"{new FileInfo(image.ImagePath).Length}"), cancellation)),
        RunKey.OfLines(Lines(data, image => RunKey.OfFile(image.ImagePath), cancellation)));

    private static IEnumerable<string> Lines(TrainingData data, Func<LabeledImage, string> told, CancellationToken cancellation) =>
        [.. Lines("train", data.Training, told, cancellation), .. Lines("validation", data.Validation, told, cancellation),
            .. Lines("test", data.Test, told, cancellation)];

    private static IEnumerable<string> Lines(
        string part, ImageSet? set, Func<LabeledImage, string> told, CancellationToken cancellation) => set is null
            ? []
            : set.Images.AsParallel().WithCancellation(cancellation)
                .Select(image => $"{part}/{image.Label}/{Path.GetFileName(image.ImagePath)} {told(image)}")
                .Order(StringComparer.Ordinal);
}
