using System.IO.Compression;
using AfdMlNet.Files;
using AfdMlNet.Images;
using AfdMlNet.Images.Archives;

namespace AfdMlNet.Cli.Data.Archives;

/// <summary>Unpacks the images of a .zip.</summary>
internal static class ImageArchive
{
    // The kind of a file in the mode of Unix, in the upper half of an entry's attributes; 0 where other systems wrote the archive.
    private const int KindMask = 0xF000;
    private const int OrdinaryFile = 0x8000;

    /// <param name="archive">The .zip.</param>
    /// <param name="target">The folder that the images go to.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="only">The paths of the images that are wanted, as <see cref="List"/> gives them; null for all.</param>
    /// <param name="notes">Takes what is passed over; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">The archive is refused.</exception>
    public static void Unpack(
        string archive,
        string target,
        ArchiveLimits limits,
        IReadOnlySet<string>? only = null,
        PassedOver? notes = null,
        CancellationToken cancellation = default) =>
        Read(archive, limits, notes, (zip, length) =>
        {
            var unpacking = new Unpacking(limits.TotalFor(length));
            foreach ((ZipArchiveEntry entry, string path) in Images(archive, zip, target, notes, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                if (only?.Contains(path) is not false)
                    Write(entry, path, unpacking, archive);
            }
        });

    /// <summary>The paths that the images will have when they are unpacked, in the order in which a folder of them is walked.</summary>
    /// <exception cref="CliException">The archive is refused.</exception>
    public static IReadOnlyList<string> List(
        string archive, string target, ArchiveLimits limits, PassedOver? notes = null, CancellationToken cancellation = default)
    {
        List<string> paths = [];
        Read(archive, limits, notes,
            (zip, _) => paths.AddRange(Images(archive, zip, target, notes, cancellation).Select(image => image.Path)));
        string? twice = paths.GroupBy(path => path).FirstOrDefault(path => path.Count() > 1)?.Key;
        return twice is null
            ? [.. paths.OrderBy(path => path.Split(Path.DirectorySeparatorChar), ImageOrder.Instance)]
            : throw Refused(archive, $"two of its entries would lie in one place, '{PlainText.Of(Path.GetRelativePath(target, twice))}'");
    }

    private static void Read(string archive, ArchiveLimits limits, PassedOver? notes, Action<ZipArchive, long> read)
    {
        try
        {
            using FileStream file = File.OpenRead(archive);
            var names = new EntryNameEncoding();
            using ZipArchive zip = BoundedArchive.Open(file, ArchiveLimits.LongestTable, names);
            if (names.HasMetOther)
                notes?.Remark(
                    $"The names in '{archive}' are of another code page than UTF-8: classes may be called otherwise than you know them.");
            if (zip.Entries.Count > limits.Entries)
                throw Refused(archive, $"it has {zip.Entries.Count} entries, and at most {limits.Entries} are unpacked");
            read(zip, file.Length);
        }
        catch (InvalidDataException error)
        {
            throw new CliException($"'{archive}' is not a .zip that can be read: {error.Message}", cause: error);
        }
    }

    private static IEnumerable<(ZipArchiveEntry Entry, string Path)> Images(
        string archive, ZipArchive zip, string target, PassedOver? notes, CancellationToken cancellation)
    {
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (EntryName.LeadsOutside(entry.FullName, OperatingSystem.IsWindows()))
                throw Refused(archive, $"its entry '{PlainText.Of(entry.FullName)}' would lie outside of it");
            if (IsFolder(entry) || IsBelowHidden(entry))
                continue;
            if (entry.IsEncrypted)
                throw Refused(archive,
                    $"its entry '{PlainText.Of(entry.FullName)}' is protected by a password. Unpack it by hand and give the folder");
            if (IsImage(entry))
                yield return (entry, PathOf(archive, target, entry));
            else
                notes?.File(entry.FullName);
        }
    }

    private static bool IsFolder(ZipArchiveEntry entry) => entry.FullName is [.., '/' or '\\'];

    private static bool IsImage(ZipArchiveEntry entry)
    {
        if (ImageFiles.HasImageName(entry.FullName))
            return true;
        using Stream content = entry.Open();
        return ImageFiles.HasImageContent(content);
    }

    private static string PathOf(string archive, string target, ZipArchiveEntry entry)
    {
        int kind = entry.ExternalAttributes >> 16 & KindMask;
        if ((kind is 0 or OrdinaryFile
            ? EntryName.Refusal(entry.FullName, OperatingSystem.IsWindows())
            : "is a link or a device") is { } refusal)
            throw Refused(archive, $"its entry '{PlainText.Of(entry.FullName)}' {refusal}");
        string root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, entry.FullName.Replace('\\', '/')));
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw Refused(archive, $"its entry '{PlainText.Of(entry.FullName)}' would lie outside of it");
    }

    private static bool IsBelowHidden(ZipArchiveEntry entry) => entry.FullName.Split('/', '\\').Any(ImageFiles.IsHiddenName);

    /// <summary>Counts what is really written: the length that an entry claims can be wrong.</summary>
    private static void Write(ZipArchiveEntry entry, string file, Unpacking unpacking, string archive)
    {
        using Stream source = entry.Open();
        using FileStream written = Create(entry, file, archive);
        long total = 0;
        int read;
        while ((read = source.Read(unpacking.Buffer)) > 0)
        {
            if ((total += read) > EncodedImage.MaximumBytes)
                throw Refused(archive, $"its entry '{PlainText.Of(entry.FullName)}' has more than {EncodedImage.MaximumBytes} bytes, and "
                    + "no image that is read has");
            if (!unpacking.Spend(read))
                throw Refused(archive, FormattableString.Invariant(
                    $"it unpacks to more than {unpacking.Total >> 20} MiB. Unpack it by hand and give the folder"));
            written.Write(unpacking.Buffer, 0, read);
        }
    }

    private static FileStream Create(ZipArchiveEntry entry, string file, string archive)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new FileStream(file, FileMode.CreateNew);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{archive}' cannot be unpacked: its entry '{PlainText.Of(entry.FullName)}' cannot be written: "
                + $"{error.Message}", cause: error);
        }
    }

    private static CliException Refused(string archive, string reason) => new($"'{archive}' is refused: {reason}.");

    /// <summary>What the entries share: a buffer, and the bytes that may be written.</summary>
    private sealed class Unpacking(long total)
    {
        private long _spent;

        public byte[] Buffer { get; } = new byte[1 << 16];

        public long Total => total;

        public bool Spend(int bytes) => (_spent += bytes) <= total;
    }
}
