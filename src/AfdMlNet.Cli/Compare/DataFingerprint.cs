using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// What tells one set of images from another: classes, names and lengths of the files, part by part. A folder and a .zip of it are the
/// same.
/// </summary>
internal static class DataFingerprint
{
    public static string Of(TrainingData data) => RunKey.OfLines(
        [.. Lines("train", data.Training), .. Lines("validation", data.Validation), .. Lines("test", data.Test)]);

    private static IEnumerable<string> Lines(string part, ImageSet? set) => set is null
        ? []
        : set.Images
            .Select(image => FormattableString.Invariant(
                $"{part}/{image.Label}/{Path.GetFileName(image.ImagePath)} {new FileInfo(image.ImagePath).Length}"))
            .Order(StringComparer.Ordinal);
}
