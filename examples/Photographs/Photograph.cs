/// <summary>A photograph on disk; its folder's name is its class.</summary>
internal sealed class Photograph
{
    private static readonly string[] _endings = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>All below a folder of class folders.</summary>
    public static Photograph[] In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => _endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => new Photograph { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) })];
}
