using AfdMlNet.Examples.WebApi.Uploads;

namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>Pictures of the model's own classes to try it on: the first of each class folder, read once.</summary>
internal sealed record SampleImages(IReadOnlyList<SampleImage> All)
{
    // What a row of small pictures holds.
    private const int MostClasses = 10;

    public static SampleImages None { get; } = new([]);

    /// <summary>Reads them.</summary>
    /// <param name="folder">A folder of class folders, such as <c>test/</c> of what 'afd train' was given.</param>
    /// <param name="classes">The model's classes.</param>
    /// <param name="limits">What an upload may be: who takes a sample sends it.</param>
    /// <exception cref="ModelFileException">There is no such folder, or no picture of a class in it.</exception>
    public static SampleImages Read(string folder, IReadOnlyList<string> classes, ServiceLimits limits)
    {
        if (!Directory.Exists(folder))
            throw new ModelFileException($"There is no folder of samples '{folder}'.");
        SampleImage[] found = [.. classes.Select(name => First(Path.Combine(folder, name), name, limits)).OfType<SampleImage>()
            .Take(MostClasses)];
        return found.Length > 0
            ? new(found)
            : throw new ModelFileException($"'{folder}' has no picture in a folder of a class: {string.Join(", ", classes.Take(5))}, ...");
    }

    private static SampleImage? First(string folder, string name, ServiceLimits limits)
    {
        // A class is called what the model says, which may be a path.
        if (name != Path.GetFileName(name) || !Directory.Exists(folder))
            return null;
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(file).Length is 0 || new FileInfo(file).Length > limits.Bytes)
                continue;
            byte[] bytes = File.ReadAllBytes(file);
            try
            {
                return new(name, $"image/{ImageHeader.Read(bytes, limits.Pixels).Format.ToLowerInvariant()}", bytes);
            }
            catch (UploadRefusedException)
            {
                // No picture, or a larger one than is taken.
            }
        }
        return null;
    }
}

/// <summary>One of them.</summary>
/// <param name="Class">Its class.</param>
/// <param name="ContentType">Such as <c>image/png</c>.</param>
/// <param name="Content">The whole file.</param>
internal sealed record SampleImage(string Class, string ContentType, byte[] Content);
