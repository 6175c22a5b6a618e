using System.Globalization;
using AfdMlNet.Files;

namespace AfdMlNet.Checkpoints;

/// <summary>A run's folder of checkpoints, numbered in the order of their writing. One run at a time has it open.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "checkpoint-";
    private const string Extension = ".safetensors";
    private const string Pattern = $"{Prefix}*{Extension}";
    private const string Unfinished = $"{Prefix}*.tmp";
    private const string Lock = ".lock";

    private const long LargestNumber = 999_999_999_999;

    private readonly string _path;
    private readonly FileStream _lock;
    private long _latest;

    private CheckpointFolder(string path, FileStream locked)
    {
        (_path, _lock) = (path, locked);
        _latest = EntriesNewestFirst().Select(NumberOf).FirstOrDefault();
        if (_latest > LargestNumber)
            throw new InvalidDataException(
                $"'{EntriesNewestFirst()[0]}' has a number that no run comes to, and none could follow it: remove it, or give another "
                    + "folder of checkpoints.");
    }

    /// <summary>Opens the folder, makes it where it is missing, and removes what a killed process left half written.</summary>
    /// <exception cref="IOException">Another run has it open, or it cannot be written to.</exception>
    public static CheckpointFolder Open(string path)
    {
        string full = Path.GetFullPath(path);
        FileStream locked;
        try
        {
            Directory.CreateDirectory(full);
            locked = LockFile.Open(
                Path.Combine(full, Lock), shared: false,
                $"Another run is at work in the folder of checkpoints '{full}': wait for it, or give each run a folder of its own.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not LockTakenException)
        {
            throw new IOException($"The folder of checkpoints '{full}' cannot be written to: {error.Message} Give another one.", error);
        }

        foreach (string left in Directory.EnumerateFiles(full, Unfinished))
            File.Delete(left);
        return new CheckpointFolder(full, locked);
    }

    public IReadOnlyList<string> NewestFirst() => NewestFirst(_path);

    /// <summary>The checkpoints in a folder, which may be missing.</summary>
    public static IReadOnlyList<string> NewestFirst(string path) =>
        Directory.Exists(path) ? Numbered(Directory.EnumerateFiles(path, Pattern)) : [];

    /// <summary>All that has a checkpoint's name, a folder too: none of these names is free.</summary>
    public IReadOnlyList<string> EntriesNewestFirst() => Numbered(Directory.EnumerateFileSystemEntries(_path, Pattern));

    /// <summary>Removes the checkpoints of a folder that no run has open, and the folder where nothing else is in it.</summary>
    public static void Remove(string path)
    {
        foreach (string file in (string[])[.. NewestFirst(path), .. Directory.EnumerateFiles(path, Unfinished), Path.Combine(path, Lock)])
            File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(path).Any())
            Directory.Delete(path);
    }

    /// <summary>Writes the next one: it is whole and on the disk when this returns, or not there.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">It cannot be written; those before it stay.</exception>
    public string Write(Action<Stream> write)
    {
        string path = Path.Combine(_path, FormattableString.Invariant($"{Prefix}{_latest + 1:000000}{Extension}"));
        try
        {
            Directory.CreateDirectory(_path);
            AtomicFile.Write(path, write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string kept = NewestFirst() is [var last, ..]
                ? $"'{Path.GetFileName(last)}' before it is whole: the same run goes on from there."
                : "There is none before it.";
            throw new IOException($"The checkpoint '{path}' cannot be written: {error.Message} {kept} Make room or the folder writable, "
                + "and run it again.", error);
        }

        _latest++;
        return path;
    }

    /// <summary>Removes all but the newest.</summary>
    public void Keep(int count)
    {
        foreach (string old in NewestFirst().Skip(count))
            File.Delete(old);
    }

    public void Dispose() => _lock.Dispose();

    private static IReadOnlyList<string> Numbered(IEnumerable<string> paths) =>
        [.. paths.Where(path => NumberOf(path) > 0).OrderByDescending(NumberOf)];

    /// <summary>From 1; 0 where the name has no number.</summary>
    private static long NumberOf(string path)
    {
        ReadOnlySpan<char> digits = Path.GetFileName(path).AsSpan()[Prefix.Length..^Extension.Length];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return 0;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : long.MaxValue;
    }
}
