using System.IO.Compression;
using AfdMlNet.Images;

namespace AfdMlNet.Benchmarks;

/// <summary>The PNGs below test/ of an archive, unpacked for as long as this lives.</summary>
internal sealed class TestImages : IDisposable
{
    public const int Side = 32;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("afd-benchmark-");

    public TestImages(string archive, int most)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(IsTestImage)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .Take(most))
        {
            // Names of our own: none of the archive's can lead out of the folder.
            string file = Path.Combine(_folder.FullName, $"{Files.Count:00000}.png");
            entry.ExtractToFile(file);
            Files.Add(file);
            Classes.Add(entry.FullName.Split('/')[^2]);
        }
        if (Files.Count == 0)
            throw new InvalidDataException($"'{archive}' has no .png below test/.");
    }

    public List<string> Files { get; } = [];

    /// <summary>The class of each file: its folder's name.</summary>
    public List<string> Classes { get; } = [];

    /// <summary>Decoded: image after image, row by row, red, green, blue.</summary>
    public byte[] Bytes(int first, int count)
    {
        byte[] bytes = new byte[count * Side * Side * 3];
        for (int i = 0; i < count; i++)
            ImageDecoder.Decode(
                File.ReadAllBytes(Files[first + i]), Side, Side, ImageFit.Crop, bytes.AsSpan(i * Side * Side * 3, Side * Side * 3));
        return bytes;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool IsTestImage(ZipArchiveEntry entry) =>
        entry.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && entry.FullName.Split('/').Contains("test");
}
