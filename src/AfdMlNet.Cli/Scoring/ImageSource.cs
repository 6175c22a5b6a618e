using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Data.Archives;

namespace AfdMlNet.Cli.Scoring;

/// <summary>
/// What one argument of <c>afd score</c> names: a file, a folder with all images in it and below, or an archive, unpacked as far as it is
/// needed.
/// </summary>
internal sealed class ImageSource : IDisposable
{
    private readonly string _given;
    private readonly string _root;
    private readonly TemporaryFolder? _unpacked;

    private ImageSource(string given, string root, TemporaryFolder? unpacked, IReadOnlyList<string> files)
    {
        (_given, _root, _unpacked, Files) = (given, root, unpacked, files);
        if (files.Count == 0)
            throw new CliException(
                $"There are no images in '{given}': images are files that end in {string.Join(", ", ImageFiles.Extensions)}.");
    }

    /// <summary>Where its images are, or will be when they are unpacked, in order.</summary>
    public IReadOnlyList<string> Files { get; }

    public static ImageSource Open(string argument, string? workspace, PassedOver notes, CancellationToken cancellation)
    {
        if (Directory.Exists(argument))
            return new(argument, argument, null, [.. new FolderWalk(notes, cancellation).ImagesIn(argument)]);
        if (!Path.GetExtension(argument).Equals(".zip", StringComparison.OrdinalIgnoreCase))
            return new(argument, argument, null, [argument]);
        if (!File.Exists(argument))
            throw new CliException($"There is no archive '{argument}'.");
        var unpacked = TemporaryFolder.Create(workspace);
        try
        {
            return new(
                argument, unpacked.Path, unpacked, ImageArchive.List(argument, unpacked.Path, ArchiveLimits.Default, notes, cancellation));
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    /// <summary>An image as the user knows it: <c>images.zip/cat/1.png</c>.</summary>
    public string Shown(string file) => file == _given ? file : Path.Combine(_given, Path.GetRelativePath(_root, file));

    /// <summary>Unpacks images, where there is something to unpack.</summary>
    public void Fetch(IEnumerable<string> files, CancellationToken cancellation)
    {
        if (_unpacked is not null)
            ImageArchive.Unpack(_given, _unpacked.Path, ArchiveLimits.Default, files.ToHashSet(), cancellation: cancellation);
    }

    public void Dispose() => _unpacked?.Dispose();
}
