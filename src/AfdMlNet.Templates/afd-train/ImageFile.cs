namespace AfdTrain;

/// <summary>An image on disk; its folder's name is its class.</summary>
internal sealed class ImageFile
{
    private static readonly string[] _endings = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"];

    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";

    public static ImageFile[] In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => _endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => new ImageFile { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) }),
    ];
}
