namespace AfdMlNet.Cli.Compare;

/// <summary>One comparison at a time in a folder. The system takes the lock back when its process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new CliException($"Another 'afd compare' is at work in '{folder}' (its lock is '{path}'): wait for it, or give another folder with --out.", cause: error);
        }
    }

    public void Dispose() => _file.Dispose();
}
