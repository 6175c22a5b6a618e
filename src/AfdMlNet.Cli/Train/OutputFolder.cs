using AfdMlNet.Cli.Data.Archives;

namespace AfdMlNet.Cli.Train;

/// <summary>The folder that a run writes to: found writable before training, replaced file by file once all are complete.</summary>
internal sealed class OutputFolder
{
    private const string Staging = ".afd-";

    private readonly bool _isNew;

    private OutputFolder(string path, bool isNew)
    {
        _isNew = isNew;
        Path = path;
    }

    public string Path { get; }

    public static OutputFolder Prepare(string path)
    {
        bool isNew = !Directory.Exists(path);
        try
        {
            // Sweeps what a killed run left.
            using var probe = TemporaryFolder.Within(path, Staging);
            File.WriteAllText(System.IO.Path.Combine(probe.Path, "probe"), "afd");
            return new(path, isNew);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The folder '{path}' cannot be written to: {error.Message} Give another with --out.", cause: error);
        }
    }

    /// <summary>Writes the files into a folder beside them and moves them into place when all are there.</summary>
    /// <param name="files">The files' names, in the order in which they appear, and what writes each to a path.</param>
    public void Write(IReadOnlyList<(string Name, Action<string> Write)> files)
    {
        string current = "";
        try
        {
            using var staging = TemporaryFolder.Within(Path, Staging);
            foreach ((string name, Action<string> write) in files)
            {
                current = name;
                write(System.IO.Path.Combine(staging.Path, name));
            }
            foreach ((string name, _) in files)
            {
                current = name;
                File.Move(System.IO.Path.Combine(staging.Path, name), System.IO.Path.Combine(Path, name), overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                $"'{System.IO.Path.Combine(Path, current)}' cannot be written: {error.Message} Unfinished files were removed.",
                cause: error);
        }
    }

    /// <summary>Takes back the folder of a run that came to nothing.</summary>
    public void Abandon()
    {
        if (_isNew && Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
            Directory.Delete(Path);
    }
}
