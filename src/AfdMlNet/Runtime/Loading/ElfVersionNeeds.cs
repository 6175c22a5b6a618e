using System.Buffers.Binary;
using System.Text;

namespace AfdMlNet.Runtime;

/// <summary>
/// Edits the symbol versions that a 64-bit little-endian ELF library needs from others (sections <c>.gnu.version_r</c> and
/// <c>.gnu.version</c>, Linux Standard Base, "Symbol Versioning").
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const byte Weak = 0x2;
    private const int Hidden = 0x8000;

    /// <summary>Makes a copy in which a needed version is weak: the loader then accepts that it is missing.</summary>
    /// <param name="library">The whole file. It is not trusted.</param>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="weakened">The copy.</param>
    /// <returns>Whether the library needs that version at all.</returns>
    /// <exception cref="BadImageFormatException">It is no such library, or a damaged one.</exception>
    public static bool TryWeaken(byte[] library, string version, out byte[] weakened)
    {
        weakened = [.. library];
        ulong[] needs = [.. Find(new ElfReader(library), version)];
        foreach (ulong need in needs)
            weakened[need + 4] |= Weak;
        return needs.Length > 0;
    }

    /// <summary>Makes a copy that asks for one needed version's symbols in another needed version. The need itself stays.</summary>
    /// <param name="library">The whole file. It is not trusted.</param>
    /// <param name="version">Such as <c>GLIBCXX_3.4.30</c>; a name that a single needed library defines.</param>
    /// <param name="replacement">Such as <c>GLIBCXX_3.4.11</c>; defined by the same library.</param>
    /// <param name="replaced">The copy.</param>
    /// <returns>Whether the library needs both versions.</returns>
    /// <exception cref="BadImageFormatException">It is no such library, or a damaged one.</exception>
    public static bool TryReplace(byte[] library, string version, string replacement, out byte[] replaced)
    {
        replaced = [.. library];
        var elf = new ElfReader(library);
        if (FindIndex(elf, version) is not { } from || FindIndex(elf, replacement) is not { } to)
            return false;
        foreach (ulong position in Symbols(elf))
        {
            int symbol = elf.Half(position);
            if ((symbol & ~Hidden) == from)
                BinaryPrimitives.WriteUInt16LittleEndian(replaced.AsSpan((int)position), (ushort)(symbol & Hidden | to));
        }
        return true;
    }

    /// <summary>The number that stands for a needed version in the symbols' table.</summary>
    private static int? FindIndex(ElfReader elf, string version)
    {
        ulong[] needs = [.. Find(elf, version)];
        return needs.Length == 0 ? null : elf.Half(needs[0] + 6) & ~Hidden;
    }

    /// <summary>The positions of the versions of that name.</summary>
    private static IEnumerable<ulong> Find(ElfReader elf, string version)
    {
        byte[] name = Encoding.ASCII.GetBytes(version + '\0');
        // A library has one such section or none.
        foreach (ElfSection section in elf.Sections().Where(section => section.Type == VersionNeeds).Take(1))
        {
            ElfSection names = elf.Section(section.Link);
            foreach (ulong entry in Entries(elf, section))
            {
                if (elf.HasText(names, elf.Word(entry + 8), name))
                    yield return entry;
            }
        }
    }

    /// <summary>The positions of all symbols' versions (<c>Elf64_Versym</c>).</summary>
    private static IEnumerable<ulong> Symbols(ElfReader elf)
    {
        foreach (ElfSection section in elf.Sections().Where(section => section.Type == SymbolVersions).Take(1))
        {
            for (ulong symbol = 0; symbol < section.Size / sizeof(ushort); symbol++)
                yield return section.Offset + symbol * sizeof(ushort);
        }
    }

    /// <summary>The positions of all versions (<c>Elf64_Vernaux</c>) of all needed libraries (<c>Elf64_Verneed</c>).</summary>
    private static IEnumerable<ulong> Entries(ElfReader elf, ElfSection section)
    {
        // Entries do not overlap, so a section cannot hold more; a damaged chain that goes in circles ends here.
        ulong left = section.Size / ElfReader.EntrySize;
        ulong needed = section.Offset;
        for (uint step = 1; step != 0; needed += step)
        {
            ulong version = needed + elf.Word(needed + 8);
            for (int count = elf.Half(needed + 2); count > 0; count--)
            {
                if (left-- == 0)
                    throw ElfReader.Malformed();
                yield return version;
                version += elf.Word(version + 12);
            }
            if (left-- == 0)
                throw ElfReader.Malformed();
            step = elf.Word(needed + 12);
        }
    }
}
