namespace AfdMlNet.Cli.Data;

/// <summary>
/// Walks a folder and all below it: its own images by name, then those of each folder in it, by name. A link to a folder is followed once,
/// and never to a folder that the walk is in.
/// </summary>
/// <param name="notes">Takes what is passed over.</param>
/// <param name="cancellation">Ends the walk.</param>
internal sealed class FolderWalk(PassedOver notes, CancellationToken cancellation)
{
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);
    private readonly Stack<string> _within = [];

    /// <summary>The images in a folder and below it.</summary>
    public IEnumerable<string> ImagesIn(string folder)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Target(folder) is not { } real)
        {
            notes.Link(folder);
            yield break;
        }

        _within.Push(real);
        foreach (string file in ImageFiles.FilesIn(folder, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (ImageFiles.IsImage(file))
                yield return file;
            else
                notes.File(file);
        }

        foreach (string image in ImageFiles.FoldersIn(folder, cancellation).SelectMany(ImagesIn))
            yield return image;
        _within.Pop();
    }

    /// <summary>Where a folder really lies; null where it has been walked through this link, or is being walked.</summary>
    private string? Target(string folder)
    {
        string real = Path.TrimEndingDirectorySeparator(Real(new DirectoryInfo(Path.GetFullPath(folder))));
        bool isLink = _within.Count > 0 && Directory.ResolveLinkTarget(folder, returnFinalTarget: false) is not null;
        return _within.Contains(real) || (isLink && !_followed.Add(real)) ? null : real;
    }

    private static string Real(DirectoryInfo folder)
    {
        DirectoryInfo target = folder.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? folder;
        return target.Parent is { } parent ? Path.Combine(Real(parent), target.Name) : target.FullName;
    }
}
