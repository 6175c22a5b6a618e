using AfdMlNet.Cli.Data.Archives;

namespace AfdMlNet.Cli.Data;

/// <summary>The folder of images that a path names: itself, or a .zip unpacked into a private folder that is deleted at the end.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly TemporaryFolder? _unpacked;

    private DataFolder(string given, string path, TemporaryFolder? unpacked, PassedOver? passedOver = null)
    {
        _unpacked = unpacked;
        Given = given;
        Path = path;
        PassedOver = passedOver ?? new();
    }

    /// <summary>The path as it was given.</summary>
    public string Given { get; }

    /// <summary>The folder that holds the images.</summary>
    public string Path { get; }

    /// <summary>What lies in it and is not read.</summary>
    public PassedOver PassedOver { get; }

    public static DataFolder Open(string path, string? workspace, CancellationToken cancellation = default)
    {
        TemporaryFolder.Sweep(workspace);
        if (Directory.Exists(path))
            return new(path, path, null);
        if (!File.Exists(path))
            throw new CliException($"There is no folder '{path}'.");
        if (!System.IO.Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase))
            throw new CliException($"'{path}' is a file: give a folder of images, or a .zip of one.");
        var unpacked = TemporaryFolder.Create(workspace);
        var passedOver = new PassedOver();
        try
        {
            ImageArchive.Unpack(path, unpacked.Path, ArchiveLimits.Default, notes: passedOver, cancellation: cancellation);
            return new(path, unpacked.Path, unpacked, passedOver);
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    /// <summary>A folder below as the user knows it: <c>images.zip/test</c>.</summary>
    public string Shown(string folder)
    {
        string below = System.IO.Path.GetRelativePath(Path, folder);
        return below == "." ? Given : System.IO.Path.Combine(Given, below);
    }

    public void Dispose() => _unpacked?.Dispose();
}
