using AfdMlNet.Checkpoints;

namespace AfdMlNet.Cli.Data.Archives;

/// <summary>
/// A folder that only this user can enter and that is deleted at the end. Beside it lies a lock while its process lives: whoever makes the
/// next one deletes those whose process was killed.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "afd-";
    private const string LockEnding = ".lock";

    private readonly FileStream _lock;

    private TemporaryFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <param name="workspace">The folder that it is in; null for the system's. Created where it is missing.</param>
    public static TemporaryFolder Create(string? workspace) => Within(workspace ?? System.IO.Path.GetTempPath(), Prefix);

    /// <param name="parent">The folder that it is in; created where it is missing.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static TemporaryFolder Within(string parent, string prefix)
    {
        Directory.CreateDirectory(parent);
        Sweep(parent, prefix);
        string path = System.IO.Path.Combine(parent, prefix + System.IO.Path.GetRandomFileName());
        FileStream held = LockFile.Open(path + LockEnding, shared: false, $"'{path}' is about to be swept: try again.");
        var folder = new TemporaryFolder(path, held);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the folders of processes that are gone.</summary>
    /// <param name="workspace">The folder that they are in; null for the system's.</param>
    public static void Sweep(string? workspace) => Sweep(workspace ?? System.IO.Path.GetTempPath(), Prefix);

    public void Dispose() => Remove(Path, _lock);

    private static void Sweep(string parent, string prefix)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (string file in Directory.EnumerateFiles(parent, $"{prefix}*{LockEnding}"))
        {
            try
            {
                Remove(file[..^LockEnding.Length], LockFile.Open(file, shared: false, "Its process lives."));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its process lives, or it is another user's.
            }
        }
    }

    private static void Remove(string path, FileStream held)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            // Windows deletes no open file.
            held.Dispose();
            File.Delete(path + LockEnding);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold a file; the result of the command is not worth less for it, and the next one tries again.
            held.Dispose();
        }
    }
}
