namespace AfdMlNet.Cli.Data;

/// <summary>Which files are images, and which files and folders are seen at all.</summary>
internal static class ImageFiles
{
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"];

    public static bool IsImage(string path) =>
        !IsHiddenName(Path.GetFileName(path)) && Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Dot files, and the folder that macOS adds to archives.</summary>
    public static bool IsHiddenName(string name) => name.StartsWith('.') || name == "__MACOSX";

    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(file => IsImage(file) && !IsHidden(file)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> FoldersIn(string folder) =>
        [.. Directory.EnumerateDirectories(folder)
            .Where(sub => !IsHiddenName(Path.GetFileName(sub)) && !IsHidden(sub))
            .Order(StringComparer.Ordinal)];

    private static bool IsHidden(string path) => File.GetAttributes(path).HasFlag(FileAttributes.Hidden);
}
