namespace AfdMlNet.Cli.Inspect;

/// <summary>Finds images that are the same: each is paired with the first that it is like.</summary>
internal static class Duplicates
{
    /// <param name="images">Images that can be read, in order.</param>
    /// <param name="compared">Told how many have been compared with those before them.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static IEnumerable<(InspectedImage First, InspectedImage Second, bool IsExact)> Among(
        IReadOnlyList<InspectedImage> images, Action<int> compared, CancellationToken cancellation)
    {
        Dictionary<string, InspectedImage> contents = [];
        // Of the same content one is enough to compare looks with.
        List<InspectedImage> looks = [];
        foreach ((int index, InspectedImage image) in images.Index())
        {
            compared(index + 1);
            cancellation.ThrowIfCancellationRequested();
            if (!contents.TryAdd(image.Content!, image))
            {
                yield return (contents[image.Content!], image, true);
                continue;
            }
            if (image.Picture is not { } picture)
                continue;
            if (looks.FirstOrDefault(other => other.Picture!.IsLike(picture)) is { } like)
                yield return (like, image, false);
            looks.Add(image);
        }
    }
}
