using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>The image files that the arguments of <c>afd score</c> name: files, all in folders and below, all in archives.</summary>
internal sealed class BulkImages : IDisposable
{
    private readonly List<DataFolder> _folders = [];
    private readonly List<string> _files = [];
    private readonly List<string> _shown = [];

    private BulkImages()
    {
    }

    /// <summary>Where the images are.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>What they are called: <c>images.zip/cat/1.png</c>.</summary>
    public IReadOnlyList<string> Shown => _shown;

    public static BulkImages Open(IEnumerable<string> arguments, string? workspace, CancellationToken cancellation)
    {
        var images = new BulkImages();
        try
        {
            foreach (string argument in arguments)
                images.Add(argument, workspace, cancellation);
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    public void Dispose() => _folders.ForEach(folder => folder.Dispose());

    private void Add(string argument, string? workspace, CancellationToken cancellation)
    {
        bool isArchive = Path.GetExtension(argument).Equals(".zip", StringComparison.OrdinalIgnoreCase);
        if (!isArchive && !Directory.Exists(argument))
        {
            _files.Add(argument);
            _shown.Add(argument);
            return;
        }
        DataFolder folder = DataFolder.Open(argument, workspace, cancellation);
        _folders.Add(folder);
        int before = _files.Count;
        AddFolder(folder, folder.Path);
        if (_files.Count == before)
            throw new CliException($"There are no images in '{argument}': images are files that end in {string.Join(", ", ImageFiles.Extensions)}.");
    }

    private void AddFolder(DataFolder data, string folder)
    {
        foreach (string file in ImageFiles.In(folder))
        {
            _files.Add(file);
            _shown.Add(data.Shown(file));
        }
        foreach (string below in ImageFiles.FoldersIn(folder))
            AddFolder(data, below);
    }
}
