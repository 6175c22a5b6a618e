using System.IO.Compression;
using AfdMlNet.Files;
using AfdMlNet.Images.Archives;

namespace AfdMlNet.Networks;

/// <summary>
/// The file that <c>torch.save</c> writes since PyTorch 1.6: a zip archive with the pickle <c>NAME/data.pkl</c> and the tensors' elements,
/// uncompressed, in <c>NAME/data/KEY</c>.
/// </summary>
internal sealed class PthFile
{
    // Thousands of tensors; in memory a pickle of the worst kind takes 40 times its size.
    public const int LargestPickle = 4 << 20;

    /// <summary>The most bytes of the archive's table of contents: tens of thousands of tensors.</summary>
    public const long LongestTable = 8 << 20;

    /// <summary>The longest name of a storage; torch.save writes numbers. A pickle may ask for a storage in every third byte.</summary>
    public const int LongestKey = 64;

    private const string Pickle = "/data.pkl";

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _storages = new(StringComparer.Ordinal);
    private readonly string _root;

    private PthFile(ZipArchive archive, long fileLength)
    {
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new InvalidDataException("Its archive holds two files of one name.");
        }
        // Nothing is compressed, so that all that is inside is no more than the file.
        if (archive.Entries.Sum(entry => (decimal)entry.Length) > fileLength)
            throw new InvalidDataException("Its archive holds more than its size allows: torch.save does not compress.");
        string[] pickles = [.. _entries.Keys.Where(name => name.EndsWith(Pickle, StringComparison.Ordinal)
            && name.IndexOf('/', StringComparison.Ordinal) == name.Length - Pickle.Length)];
        if (pickles.Length != 1)
            throw new InvalidDataException("It is a zip archive without weights of torch.save (NAME/data.pkl).");
        _root = pickles[0][..^Pickle.Length];
    }

    /// <summary>The value that was saved.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or holds anything but tensors and plain values.</exception>
    public static object? Read(Stream file)
    {
        using ZipArchive archive = BoundedArchive.Open(file, LongestTable);
        var pth = new PthFile(archive, file.Length);
        if (pth._entries.TryGetValue($"{pth._root}/byteorder", out ZipArchiveEntry? order) && Content(order) is not [(byte)'l', ..])
            throw new InvalidDataException("It was saved on a big-endian machine.");
        ZipArchiveEntry pickle = pth._entries[pth._root + Pickle];
        if (pickle.Length > LargestPickle)
            throw new InvalidDataException($"Its pickle is larger than {LargestPickle >> 20} MB.");
        return PickleMachine.Load(Content(pickle), pth.Storage);
    }

    // ("storage", class, key, device, number of elements): the device that it was saved from does not matter.
    private PickledStorage Storage(object? id)
    {
        if (id is not object?[] parts || parts is not ["storage", ElementType type, string key, string, long count])
            throw new InvalidDataException("Its pickle points to something outside that is no storage.");
        if (key.Length > LongestKey)
            throw new InvalidDataException($"Its pickle names a storage with {key.Length} characters; {LongestKey} are the most.");
        if (!_storages.TryGetValue(key, out byte[]? bytes))
        {
            if (!_entries.TryGetValue($"{_root}/data/{key}", out ZipArchiveEntry? entry))
                throw new InvalidDataException($"Its storage '{PlainText.Of(key)}' is missing.");
            _storages[key] = bytes = Content(entry);
        }
        if (count < 0 || count > bytes.Length / StoredTensor.SizeOf(type))
            throw new InvalidDataException($"Its storage '{PlainText.Of(key)}' has fewer than {count} elements.");
        return new PickledStorage(type, bytes.AsMemory(0, (int)count * StoredTensor.SizeOf(type)));
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        var content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }
}
