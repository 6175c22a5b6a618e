using System.IO.Compression;
using SkiaSharp;

namespace AfdMlNet.Tests;

/// <summary>The shared data sets beside the repository: real images where they are there, an inconclusive test where not.</summary>
internal static class SharedData
{
    /// <summary>The first images of a data set as decoded pixels, N x H x W x 3 in one array, 0 to 255.</summary>
    public static float[] Pixels(string archive, int count)
    {
        using ZipArchive zip = ZipFile.OpenRead(File(archive));
        return [.. zip.Entries.Where(entry => entry.Name.EndsWith(".png", StringComparison.Ordinal)).Take(count).SelectMany(Decode)];
    }

    /// <summary>The path of a shared data set; the test is inconclusive where it is missing.</summary>
    public static string File(string name) => Find("data", name);

    /// <summary>The path of a file that once was read wrong; the test is inconclusive where it is missing.</summary>
    public static string Finding(string name) => Find(Path.Combine("findings", "inputs"), name);

    private static string Find(string kind, string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", kind, name);
            if (System.IO.File.Exists(path))
                return path;
        }
        throw new AssertInconclusiveException($"shared/{kind}/{name} is not there.");
    }

    private static float[] Decode(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using SKBitmap bitmap = SKBitmap.Decode(stream);
        return [.. bitmap.Pixels.SelectMany(pixel => (float[])[pixel.Red, pixel.Green, pixel.Blue])];
    }
}
