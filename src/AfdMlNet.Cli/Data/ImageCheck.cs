using AfdMlNet.Cli.Output;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Data;

/// <summary>
/// Decodes every image of a run, at a small size, before anything is trained: those that cannot be read end the command in one message, or
/// are left out and named.
/// </summary>
/// <param name="folder">The data; its <see cref="DataFolder.PassedOver"/> hears what is left out.</param>
/// <param name="display">Shows how far the check is.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class ImageCheck(DataFolder folder, Display display, CancellationToken cancellation)
{
    private const int Side = 8, Chunk = 256;

    // A comparison looks at several selections of the same images.
    private readonly Dictionary<string, string?> _reasons = new(StringComparer.Ordinal);

    /// <summary>The images that can be read.</summary>
    /// <param name="data">All images.</param>
    /// <param name="skip">Whether others may be left out.</param>
    /// <exception cref="CliException">Others are there and may not be left out, or too few are left.</exception>
    public TrainingData Readable(TrainingData data, bool skip)
    {
        ImageSet[] sets = [.. ((ImageSet?[])[data.Training, data.Validation, data.Test, data.Unlabelled]).OfType<ImageSet>()];
        Look([.. sets.SelectMany(set => set.Images).Select(image => image.ImagePath).Where(path => !_reasons.ContainsKey(path))]);
        UnreadImage[][] bad = [.. sets.Select(set => set.Images
            .Select(image => new UnreadImage(image, _reasons[image.ImagePath]!)).Where(image => image.Reason is not null).ToArray())];
        if (bad.All(images => images.Length == 0))
            return data;
        if (!skip)
            throw new CliException(UnreadText.Refusal([.. bad.SelectMany(images => images)], folder));
        foreach ((ImageSet set, UnreadImage[] images) in sets.Zip(bad))
            UnreadText.Tell(set, images, folder);
        var unread = bad.SelectMany(images => images).Select(image => image.Image).ToHashSet();
        return data.Without(unread);
    }

    private void Look(string[] paths)
    {
        string?[] reasons = new string?[paths.Length];
        for (int from = 0; from < paths.Length; from += Chunk)
        {
            int to = Math.Min(from + Chunk, paths.Length);
            Parallel.For(
                from, to, new ParallelOptions { CancellationToken = cancellation }, index => reasons[index] = ReasonFor(paths[index]));
            display.Stage("Checking images", to, paths.Length);
        }

        foreach ((string path, string? reason) in paths.Zip(reasons))
            _reasons[path] = reason;
    }

    private static string? ReasonFor(string path)
    {
        try
        {
            Span<byte> pixels = stackalloc byte[Side * Side * 3];
            ImageDecoder.Decode(EncodedFile.Read(path), Side, Side, ImageFit.Stretch, pixels);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return error.Message;
        }
    }
}
