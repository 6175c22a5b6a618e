using System.IO.Compression;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>A file of a .zip as it is written, true or not.</summary>
/// <param name="Name">Its name; Latin-1.</param>
/// <param name="Content">Its content.</param>
public sealed record RawEntry(string Name, byte[] Content)
{
    /// <summary>Whether it is deflated.</summary>
    public bool Deflated { get; init; }

    /// <summary>The length that the table of contents claims; null for the true one.</summary>
    public long? ClaimedLength { get; init; }

    /// <summary>The length within the archive that is claimed; null for the true one.</summary>
    public long? ClaimedStoredLength { get; init; }

    /// <summary>The entry whose place is claimed: two entries may lie at one place.</summary>
    public int? At { get; init; }

    /// <summary>The mode of Unix in the upper half.</summary>
    public uint Attributes { get; init; }

    /// <summary>The flags of both headers, such as 1 for a password.</summary>
    public ushort Flags { get; init; }

    /// <summary>The name before the content; null for the one of the table of contents.</summary>
    public string? LocalName { get; init; }

    /// <summary>How it is said to be packed; null for how it is.</summary>
    public ushort? ClaimedMethod { get; init; }

    /// <summary>The checksum that is claimed; null for the true one.</summary>
    public uint? ClaimedSum { get; init; }

    /// <summary>Fields beside the name, such as another name in UTF-8, or lengths of 64 bits.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>The bytes in the archive.</summary>
    public byte[] Stored()
    {
        if (!Deflated)
            return Content;
        using var memory = new MemoryStream();
        using (var deflate = new DeflateStream(memory, CompressionLevel.Fastest))
            deflate.Write(Content);
        return memory.ToArray();
    }

    /// <summary>The files of a sound archive.</summary>
    public static IReadOnlyList<RawEntry> Of(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return [.. zip.Entries.Select(entry =>
            new RawEntry(entry.FullName, Bytes(entry)) { Deflated = entry.CompressedLength != entry.Length })];
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
