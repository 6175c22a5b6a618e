namespace AfdMlNet.Cli.Data;

/// <summary>The layout of a folder of images: class folders at once, or below folders for training, validation and test.</summary>
/// <param name="Root">The folder that the class folders or the splits lie in.</param>
/// <param name="Train">The folder to train on, or null.</param>
/// <param name="Validation">The folder to validate on, or null.</param>
/// <param name="Test">The folder to test on, or null.</param>
/// <param name="Others">Folders beside these, which are none of them.</param>
internal sealed record DataSplit(string Root, string? Train, string? Validation, string? Test, IReadOnlyList<string> Others)
{
    public static DataSplit Of(string folder, CancellationToken cancellation = default)
    {
        string root = WithoutLoneFolders(folder, cancellation);
        IReadOnlyList<string> all = ImageFiles.FoldersIn(root, cancellation);
        string? train = Find(all, Split.Train);
        string? validation = Find(all, Split.Validation);
        string? test = Find(all, Split.Test);
        string?[] found = [train, validation, test];
        return new(root, Inner(train), Inner(validation), Inner(test), train is null ? [] : [.. all.Where(sub => !found.Contains(sub))]);
    }

    /// <summary>Archives often hold one folder that holds all else.</summary>
    private static string WithoutLoneFolders(string folder, CancellationToken cancellation)
    {
        while (!HasImages(folder, cancellation) && ImageFiles.FoldersIn(folder, cancellation) is [var lone]
            && !HasImages(lone, cancellation)
            && ImageFiles.FoldersIn(lone, cancellation).Count > 0 && SplitName.Of(lone) is null)
            folder = lone;
        return folder;
    }

    /// <summary>A split often holds one folder of the same meaning (<c>seg_train/seg_train</c>) that holds its classes.</summary>
    private static string? Inner(string? split)
    {
        while (split is not null
            && !HasImages(split)
            && ImageFiles.FoldersIn(split) is [var lone]
            && SplitName.Of(lone) == SplitName.Of(split))
            split = lone;
        return split;
    }

    /// <summary>A class may be called train or test, and images may be strewn into a split: a split has class folders in it.</summary>
    private static string? Find(IReadOnlyList<string> folders, Split split) => folders
        .Where(folder => SplitName.Of(folder) == split && HasClasses(Inner(folder)!))
        .OrderBy(folder => Path.GetFileName(folder).Length)
        .FirstOrDefault();

    private static bool HasClasses(string split) => ImageFiles.FoldersIn(split).Count > 0;

    private static bool HasImages(string folder, CancellationToken cancellation = default) =>
        ImageFiles.FilesIn(folder, cancellation).Any(ImageFiles.IsImage);
}
