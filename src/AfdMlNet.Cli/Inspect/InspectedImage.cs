using System.Security.Cryptography;
using AfdMlNet.Cli.Data;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Inspect;

/// <summary>An image, looked at.</summary>
/// <param name="Image">The image and its class.</param>
/// <param name="Part">The part that it lies in, such as <c>train</c>.</param>
internal sealed record InspectedImage(LabeledImage Image, string Part)
{
    /// <summary>Its size in pixels and its format; null where it cannot be read.</summary>
    public EncodedImageInfo? Info { get; private init; }

    /// <summary>Of the file's bytes.</summary>
    public string? Content { get; private init; }

    /// <summary>Of what it shows; null where that is one shade.</summary>
    public PictureHash? Picture { get; private init; }

    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Error { get; private init; }

    /// <summary>Looks at images on all processors.</summary>
    /// <param name="images">The images and their parts.</param>
    /// <param name="looked">Told how many have been looked at.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<InspectedImage> Of(
        (LabeledImage Image, string Part)[] images, Action<int> looked, CancellationToken cancellation)
    {
        List<InspectedImage> inspected = [];
        foreach (InspectedImage image in images.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(entry => Of(entry.Image, entry.Part)))
        {
            inspected.Add(image);
            looked(inspected.Count);
        }
        return inspected;
    }

    private static InspectedImage Of(LabeledImage image, string part)
    {
        var inspected = new InspectedImage(image, part);
        try
        {
            byte[] bytes = EncodedFile.Read(image.ImagePath);
            EncodedImageInfo info = EncodedImageInfo.Read(bytes);
            return inspected with
            {
                Info = info,
                Content = Convert.ToHexString(SHA256.HashData(bytes)),
                Picture = PictureHash.Of(bytes),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return inspected with { Error = ErrorText.Of(error).Message };
        }
    }
}
