using System.Text;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Writes archives that a library would not: with names, lengths and places that are not so.</summary>
public static class RawZip
{
    private const ushort Version = 20;
    private const ushort MadeByUnix = 0x031E;

    /// <summary>An archive of entries, one table of contents after them.</summary>
    public static byte[] Write(IReadOnlyList<RawEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        List<(RawEntry Entry, long Place, int Stored)> places = [];
        foreach (RawEntry entry in entries)
        {
            long place = memory.Position;
            byte[] stored = entry.Stored();
            writer.Write(0x04034b50);
            writer.Write(Version);
            byte[] name = Name(entry.LocalName ?? entry.Name);
            WriteCommon(writer, entry, stored.Length, name.Length);
            writer.Write(name);
            writer.Write(entry.Extra);
            writer.Write(stored);
            places.Add((entry, place, stored.Length));
        }
        long directory = memory.Position;
        foreach ((RawEntry entry, long place, int stored) in places)
        {
            writer.Write(0x02014b50);
            writer.Write(MadeByUnix);
            writer.Write(Version);
            byte[] name = Name(entry.Name);
            WriteCommon(writer, entry, stored, name.Length);
            writer.Write(new byte[6]);
            writer.Write(entry.Attributes);
            writer.Write((uint)places[(entry.At ?? places.IndexOf((entry, place, stored))) % places.Count].Place);
            writer.Write(name);
            writer.Write(entry.Extra);
        }
        WriteEnd(writer, entries.Count, directory, memory.Position - directory);
        return memory.ToArray();
    }

    /// <summary>From the flags to the length of what there is beside the name: alike in both headers.</summary>
    private static void WriteCommon(BinaryWriter writer, RawEntry entry, int stored, int nameLength)
    {
        writer.Write(entry.Flags);
        writer.Write(entry.ClaimedMethod ?? (ushort)(entry.Deflated ? 8 : 0));
        writer.Write(0);
        writer.Write(entry.ClaimedSum ?? Crc32.Of(entry.Content));
        writer.Write((uint)(entry.ClaimedStoredLength ?? stored));
        writer.Write((uint)(entry.ClaimedLength ?? entry.Content.Length));
        writer.Write((ushort)nameLength);
        writer.Write((ushort)entry.Extra.Length);
    }

    private static void WriteEnd(BinaryWriter writer, int count, long directory, long length)
    {
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write((ushort)count);
        writer.Write((ushort)count);
        writer.Write((uint)length);
        writer.Write((uint)directory);
        writer.Write((ushort)0);
    }

    private static byte[] Name(string name) => Encoding.Latin1.GetBytes(name.Length <= ushort.MaxValue ? name : name[..ushort.MaxValue]);
}
