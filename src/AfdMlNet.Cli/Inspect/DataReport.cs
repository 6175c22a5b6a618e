using System.Text.Json.Serialization;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Inspect;

/// <summary>What is found in a folder of images.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Parts">Its parts, such as train and test; one where it has none.</param>
/// <param name="Sizes">The images' sizes; null where none can be read.</param>
/// <param name="Formats">How many images there are of each format.</param>
/// <param name="Unread">Images that cannot be read.</param>
/// <param name="Duplicates">Images that are the same.</param>
internal sealed record DataReport(
    string Folder,
    IReadOnlyList<DataPart> Parts,
    ImageSizes? Sizes,
    IReadOnlyDictionary<string, int> Formats,
    IReadOnlyList<UnreadFile> Unread,
    IReadOnlyList<DuplicateImages> Duplicates)
{
    /// <summary>The same images in two parts: what is trained on is tested on.</summary>
    [JsonIgnore]
    public IEnumerable<DuplicateImages> Leaks => Duplicates.Where(pair => pair.IsLeak);

    /// <summary>The same images in two classes: one of them is wrong.</summary>
    [JsonIgnore]
    public IEnumerable<DuplicateImages> Contradictions => Duplicates.Where(pair => pair.HasTwoClasses);
}

/// <summary>A part of the images.</summary>
/// <param name="Name">Such as train.</param>
/// <param name="Images">How many.</param>
/// <param name="Classes">How many of each class.</param>
internal sealed record DataPart(string Name, int Images, IReadOnlyDictionary<string, int> Classes)
{
    /// <summary>How many times the images of the smallest class the largest has.</summary>
    public double Imbalance => (double)Classes.Values.Max() / Classes.Values.Min();
}

/// <summary>Sizes in pixels, as stored.</summary>
internal sealed record ImageSizes(ImageSize Smallest, ImageSize Median, ImageSize Largest, int Different)
{
    public static ImageSizes? Of(IReadOnlyCollection<EncodedImageInfo> images)
    {
        if (images.Count == 0)
            return null;
        ImageSize[] sizes =
            [.. images.Select(image => new ImageSize(image.Width, image.Height)).OrderBy(size => (long)size.Width * size.Height)];
        return new(sizes[0], sizes[sizes.Length / 2], sizes[^1], sizes.Distinct().Count());
    }

    /// <summary>For people: <c>32x32 to 640x480, median 320x240 (17 sizes)</c>.</summary>
    public override string ToString() => Different == 1
        ? $"{Smallest}, all the same"
        : $"{Smallest} to {Largest}, median {Median} ({Format.Count(Different, "size")})";
}

/// <summary>Width and height in pixels.</summary>
internal sealed record ImageSize(int Width, int Height)
{
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height}");
}

/// <summary>An image that cannot be read, and why.</summary>
internal sealed record UnreadFile(string Image, string Reason);

/// <summary>Two images that are the same.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="IsExact">Whether the files are, byte by byte; else they look alike.</param>
/// <param name="IsLeak">Whether they lie in different parts.</param>
/// <param name="HasTwoClasses">Whether they lie in different classes.</param>
internal sealed record DuplicateImages(string First, string Second, bool IsExact, bool IsLeak, bool HasTwoClasses);
