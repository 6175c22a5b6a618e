namespace AfdMlNet.Cli.Data.Archives;

/// <summary>A folder that only this user can read and that is deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public static TemporaryFolder Create(string? workspace)
    {
        if (workspace is null)
            return new(Directory.CreateTempSubdirectory("afd-").FullName);
        string path = System.IO.Path.Combine(workspace, System.IO.Path.GetRandomFileName());
        if (OperatingSystem.IsWindows())
            return new(Directory.CreateDirectory(path).FullName);
        Directory.CreateDirectory(workspace);
        return new(Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold a file; the result of the command is not worth less for it.
        }
    }
}
