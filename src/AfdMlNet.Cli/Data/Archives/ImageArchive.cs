using System.IO.Compression;

namespace AfdMlNet.Cli.Data.Archives;

/// <summary>Unpacks the images of a .zip.</summary>
internal static class ImageArchive
{
    public static void Unpack(string archive, string target, ArchiveLimits limits, CancellationToken cancellation = default)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(archive);
            if (zip.Entries.Count > limits.Entries)
                throw Refused(archive, $"it has {zip.Entries.Count} entries, and at most {limits.Entries} are unpacked");
            long left = limits.TotalBytes;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                cancellation.ThrowIfCancellationRequested();
                string file = SafePath(archive, target, entry);
                if (ImageFiles.IsImage(file) && !IsBelowHidden(entry))
                    left -= Write(entry, file, left, archive, limits);
            }
        }
        catch (InvalidDataException error)
        {
            throw new CliException($"'{archive}' is not a .zip that can be read: {error.Message}", cause: error);
        }
    }

    /// <summary>The entry's path below the target. An entry such as ../../x would leave it.</summary>
    private static string SafePath(string archive, string target, ZipArchiveEntry entry)
    {
        string name = entry.FullName.Replace('\\', '/');
        string root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name));
        bool leaves = Path.IsPathRooted(name) || name.Split('/').Contains("..") || !path.StartsWith(root, StringComparison.Ordinal);
        // On Windows a:b would be a stream of another file.
        leaves |= OperatingSystem.IsWindows() && name.Contains(':');
        return leaves ? throw Refused(archive, $"its entry '{entry.FullName}' would lie outside of it") : path;
    }

    private static bool IsBelowHidden(ZipArchiveEntry entry) => entry.FullName.Split('/', '\\').Any(ImageFiles.IsHiddenName);

    /// <summary>Counts what is really written: the length that an entry claims can be wrong.</summary>
    private static long Write(ZipArchiveEntry entry, string file, long left, string archive, ArchiveLimits limits)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using Stream source = entry.Open();
        using var written = new FileStream(file, FileMode.CreateNew);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            if ((total += read) > left)
                throw Refused(archive, FormattableString.Invariant($"it unpacks to more than {limits.TotalBytes >> 20} MiB"));
            written.Write(buffer, 0, read);
        }
        return total;
    }

    private static CliException Refused(string archive, string reason) => new($"'{archive}' is refused: {reason}.");
}
