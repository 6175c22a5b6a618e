using AfdMlNet.Checkpoints;
using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Cli.Compare;

/// <summary>One comparison at a time in a folder, or shards of one, each of them once.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream[] _files;

    private FolderLock(params FileStream[] files) => _files = files;

    public static FolderLock Take(string folder, Shard? shard = null)
    {
        string path = Path.Combine(folder, ".lock");
        if (shard is null)
            return new(Open(path, shared: false, $"Another 'afd compare', or a shard of one, is at work in '{folder}'"));
        FileStream shared = Open(path, shared: true, $"Another 'afd compare' without --shard is at work in '{folder}'");
        try
        {
            return new(
                shared, Open($"{path}.{shard.InNames}", shared: false, $"Another 'afd compare --shard {shard}' is at work in '{folder}'"));
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    public void Dispose() => Array.ForEach(_files, file => file.Dispose());

    private static FileStream Open(string path, bool shared, string taken) =>
        LockFile.Open(path, shared, $"{taken} (its lock is '{path}'): wait for it, or give another folder with --out.");
}
