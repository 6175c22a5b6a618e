using System.Buffers.Binary;

namespace AfdMlNet.Runtime;

/// <summary>Reads a 64-bit little-endian ELF file that is not trusted: every position is checked.</summary>
internal sealed class ElfReader
{
    /// <summary>The size of an entry in the tables of symbol versions.</summary>
    public const int EntrySize = 16;

    private const int SectionHeaderSize = 64;
    private const uint HasNoBytes = 8;

    private readonly byte[] _file;

    public ElfReader(byte[] file)
    {
        _file = file;
        if (!Part(0, 6).SequenceEqual<byte>([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]) || Half(0x3a) != SectionHeaderSize)
            throw Malformed();
    }

    public static BadImageFormatException Malformed() => new("Not a 64-bit little-endian ELF library, or a damaged one.");

    public IEnumerable<ElfSection> Sections() => Enumerable.Range(0, Half(0x3c)).Select(index => Section((uint)index));

    public ElfSection Section(uint index)
    {
        if (index >= Half(0x3c))
            throw Malformed();
        ulong header = Long(0x28) + (ulong)index * SectionHeaderSize;
        var section = new ElfSection(Word(header + 4), Long(header + 0x18), Long(header + 0x20), Word(header + 0x28));
        return section.Type == HasNoBytes || Holds(section.Offset, section.Size) ? section : throw Malformed();
    }

    public ushort Half(ulong position) => BinaryPrimitives.ReadUInt16LittleEndian(Part(position, sizeof(ushort)));

    public uint Word(ulong position) => BinaryPrimitives.ReadUInt32LittleEndian(Part(position, sizeof(uint)));

    public ulong Long(ulong position) => BinaryPrimitives.ReadUInt64LittleEndian(Part(position, sizeof(ulong)));

    /// <summary>Whether a section holds a text at a position; the text includes its closing zero.</summary>
    public bool HasText(ElfSection section, uint position, ReadOnlySpan<byte> text) =>
        position < section.Size
        && (ulong)text.Length <= section.Size - position
        && Part(section.Offset + position, text.Length).SequenceEqual(text);

    // Unsigned sums may wrap round, and then still point into the file or are refused here.
    private ReadOnlySpan<byte> Part(ulong position, int length) =>
        Holds(position, (ulong)length) ? _file.AsSpan((int)position, length) : throw Malformed();

    private bool Holds(ulong position, ulong length) =>
        position <= (ulong)_file.Length && length <= (ulong)_file.Length - position;
}

/// <param name="Type">What the section holds.</param>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Link">The index of the section that goes with it.</param>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link);
