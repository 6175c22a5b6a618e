namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes within an archive that stays one: an entry's content, its name, what is claimed of it.</summary>
internal static class ZipMutator
{
    private const uint Link = 0xA1FF0000;
    private const uint Device = 0x21FF0000;

    private static readonly string[] _names =
    [
        "../x.png", "a/../../x.png", "/x.png", @"\x.png", @"..\x.png", "C:/x.png", "C:x.png", "//host/share/x.png", "a/con.png", "aux.png",
        "a/nul", "a\0b.png",
        "a/\u0001.png", "a./x.png", "a /x.png", "x.png ", "x.png.", ".", "..", "", "a//b.png", "a/x.png/b.png", "a/x.png:stream",
        "a/*?.png", ".hidden/x.png", "~/x.png",
    ];

    /// <param name="archive">A sound archive.</param>
    /// <param name="other">Another one.</param>
    /// <param name="content">Changes an entry's content.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] archive, byte[] other, Func<RawEntry, Random, byte[]> content, Random random)
    {
        if (random.Next(5) == 0)
            return ByteMutator.Mutate(archive, other, random);
        List<RawEntry> entries = [.. RawEntry.Of(archive)];
        for (int change = random.Next(1, 4); change > 0 && entries.Count > 0; change--)
            Change(entries, content, random);
        byte[] written = RawZip.Write(entries);
        return random.Next(8) == 0 ? ByteMutator.Mutate(written, other, random) : written;
    }

    private static void Change(List<RawEntry> entries, Func<RawEntry, Random, byte[]> content, Random random)
    {
        int place = random.Next(entries.Count);
        RawEntry entry = entries[place];
        switch (random.Next(14))
        {
            case 0: entries[place] = entry with { Name = Name(entry.Name, random) }; break;
            case 1: entries[place] = entry with { Deflated = !entry.Deflated }; break;
            case 2: entries[place] = entry with { ClaimedLength = ByteMutator.Number(random) }; break;
            case 3: entries[place] = entry with { ClaimedStoredLength = ByteMutator.Number(random) }; break;
            case 4: entries[place] = entry with { At = random.Next(entries.Count) }; break;
            case 5: entries[place] = entry with { Attributes = random.Next(2) == 0 ? Link : Device }; break;
            case 6: entries[place] = entry with { Flags = (ushort)(1 << random.Next(16)) }; break;
            case 7: entries.Add(entry); break;
            case 8: entries.RemoveAt(place); break;
            case 9: entries[place] = entry with { Content = new byte[random.Next(1 << 20)], Deflated = true }; break;
            case 10:
                entries.AddRange(Enumerable.Range(0, random.Next(1, 300))
                .Select(index => entry with { Name = $"{index}/{entry.Name}", Content = [], At = place })); break;
            default: entries[place] = entry with { Content = content(entry, random) }; break;
        }
    }

    private static string Name(string name, Random random) => random.Next(4) switch
    {
        0 => name + _names[random.Next(_names.Length)],
        1 => string.Concat(Enumerable.Repeat("a/", random.Next(1, 3000))) + "x.png",
        2 => new string('n', random.Next(1, 70_000)) + ".png",
        _ => _names[random.Next(_names.Length)],
    };
}
