using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// One comparison at a time in a folder, or shards of one, each of them once. The system takes the locks back when their process ends, however
/// it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream[] _files;

    private FolderLock(params FileStream[] files) => _files = files;

    public static FolderLock Take(string folder, Shard? shard = null)
    {
        string path = Path.Combine(folder, ".lock");
        if (shard is null)
            return new(Open(path, FileAccess.ReadWrite, FileShare.None, $"Another 'afd compare', or a shard of one, is at work in '{folder}'"));
        FileStream shared = Open(path, FileAccess.Read, FileShare.Read, $"Another 'afd compare' without --shard is at work in '{folder}'");
        try
        {
            return new(shared, Open($"{path}.{shard.InNames}", FileAccess.ReadWrite, FileShare.None, $"Another 'afd compare --shard {shard}' is at work in '{folder}'"));
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    public void Dispose() => Array.ForEach(_files, file => file.Dispose());

    private static FileStream Open(string path, FileAccess access, FileShare share, string taken)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException error)
        {
            throw new CliException($"{taken} (its lock is '{path}'): wait for it, or give another folder with --out.", cause: error);
        }
    }
}
