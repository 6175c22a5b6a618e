namespace AfdMlNet.Cli.Data;

/// <summary>The layout of a folder of images: class folders at once, or below train/, val/ (validation/) and test/.</summary>
/// <param name="Root">The folder that the class folders or the splits lie in.</param>
/// <param name="Train">The folder train/, or null.</param>
/// <param name="Validation">The folder val/ or validation/, or null.</param>
/// <param name="Test">The folder test/, or null.</param>
internal sealed record DataSplit(string Root, string? Train, string? Validation, string? Test)
{
    public static DataSplit Of(string folder)
    {
        string root = WithoutLoneFolders(folder);
        return new(root, Find(root, "train"), Find(root, "val") ?? Find(root, "validation"), Find(root, "test"));
    }

    /// <summary>Archives often hold one folder that holds all else.</summary>
    private static string WithoutLoneFolders(string folder)
    {
        while (ImageFiles.In(folder).Count == 0
            && ImageFiles.FoldersIn(folder) is [var lone]
            && HoldsFoldersOnly(lone)
            && !IsSplitName(lone))
            folder = lone;
        return folder;
    }

    private static bool IsSplitName(string folder) =>
        Path.GetFileName(folder).ToLowerInvariant() is "train" or "val" or "validation" or "test";

    /// <summary>A class may be called train or test: a split has class folders below it and no images of its own.</summary>
    private static string? Find(string root, string name) => ImageFiles.FoldersIn(root)
        .FirstOrDefault(sub => Path.GetFileName(sub).Equals(name, StringComparison.OrdinalIgnoreCase) && HoldsFoldersOnly(sub));

    private static bool HoldsFoldersOnly(string folder) => ImageFiles.FoldersIn(folder).Count > 0 && ImageFiles.In(folder).Count == 0;
}
