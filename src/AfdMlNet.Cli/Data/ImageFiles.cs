using AfdMlNet.Images;

namespace AfdMlNet.Cli.Data;

/// <summary>Which files are images, and which files and folders are seen at all.</summary>
internal static class ImageFiles
{
    private const int SignatureBytes = 12;

    /// <summary>Files with these endings are taken for images; of others the first bytes decide.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".gif", ".webp"];

    /// <summary>Whether a name is an image's.</summary>
    public static bool HasImageName(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether content is an image's.</summary>
    public static bool HasImageContent(Stream content)
    {
        Span<byte> bytes = stackalloc byte[SignatureBytes];
        return ImageSignature.IsKnown(bytes[..content.ReadAtLeast(bytes, SignatureBytes, throwOnEndOfStream: false)]);
    }

    /// <summary>Whether a file is an image, by its name or else by its content.</summary>
    public static bool IsImage(string path)
    {
        if (HasImageName(path))
            return true;
        try
        {
            using FileStream file = File.OpenRead(path);
            return HasImageContent(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Dot files, and what systems put beside images: nobody means them.</summary>
    public static bool IsHiddenName(string name) =>
        (name.StartsWith('.') && name != ".") || name is "__MACOSX" or "Thumbs.db" or "desktop.ini";

    /// <summary>The files of a folder in ordinal order, hidden ones left out.</summary>
    public static IEnumerable<string> FilesIn(string folder, CancellationToken cancellation = default) =>
        Seen(Directory.EnumerateFiles(folder), cancellation);

    /// <summary>The folders in a folder in ordinal order, hidden ones left out.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder, CancellationToken cancellation = default) =>
        [.. Seen(Directory.EnumerateDirectories(folder), cancellation)];

    // A folder may have millions of entries, or lie behind a slow line: a stop is heeded between any two.
    private static IEnumerable<string> Seen(IEnumerable<string> paths, CancellationToken cancellation) => paths.Where(path =>
    {
        cancellation.ThrowIfCancellationRequested();
        return !IsHiddenName(Path.GetFileName(path)) && !IsHidden(path);
    }).Order(StringComparer.Ordinal);

    private static bool IsHidden(string path) => File.GetAttributes(path).HasFlag(FileAttributes.Hidden);
}
