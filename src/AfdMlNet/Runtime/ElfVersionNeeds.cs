using System.Text;

namespace AfdMlNet.Runtime;

/// <summary>
/// Edits the symbol versions that a 64-bit little-endian ELF library needs from others (section <c>.gnu.version_r</c>,
/// Linux Standard Base, "Symbol Versioning").
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const byte Weak = 0x2;

    /// <summary>Makes a copy in which a needed version is weak: the loader then accepts that it is missing.</summary>
    /// <param name="library">The whole file. It is not trusted.</param>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="weakened">The copy.</param>
    /// <returns>Whether the library needs that version at all.</returns>
    /// <exception cref="BadImageFormatException">It is no such library, or a damaged one.</exception>
    public static bool TryWeaken(byte[] library, string version, out byte[] weakened)
    {
        weakened = [.. library];
        int[] flags = [.. FindFlags(new ElfReader(library), Encoding.ASCII.GetBytes(version + '\0'))];
        foreach (int position in flags)
            weakened[position] |= Weak;
        return flags.Length > 0;
    }

    private static IEnumerable<int> FindFlags(ElfReader elf, byte[] version)
    {
        // A library has one such section or none.
        foreach (ElfSection section in elf.Sections().Where(section => section.Type == VersionNeeds).Take(1))
        {
            ElfSection names = elf.Section(section.Link);
            foreach (ulong entry in Entries(elf, section))
            {
                if (elf.HasText(names, elf.Word(entry + 8), version))
                    yield return (int)entry + 4;
            }
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
