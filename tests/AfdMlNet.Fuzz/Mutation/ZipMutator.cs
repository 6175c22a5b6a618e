namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes within an archive that stays one: an entry's content, its names, what is claimed of it.</summary>
public static class ZipMutator
{
    private const uint Link = 0xA1FF0000;
    private const uint Device = 0x21FF0000;

    /// <param name="archive">A sound archive.</param>
    /// <param name="other">Another one.</param>
    /// <param name="content">Changes an entry's content.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] archive, byte[] other, Func<RawEntry, Random, byte[]> content, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
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
        switch (random.Next(19))
        {
            case 0: entries[place] = entry with { Name = EntryName.Make(entry.Name, random) }; break;
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
            case 11: entries[place] = entry with { LocalName = EntryName.Make(entry.Name, random) }; break;
            case 12: entries[place] = entry with { ClaimedMethod = (ushort)random.Next(100) }; break;
            case 13: entries[place] = entry with { ClaimedSum = (uint)ByteMutator.Number(random) }; break;
            case 14: entries[place] = entry with { Extra = EntryExtra.Make(random) }; break;
            case 15: (entries[place], entries[0]) = (entries[0], entry); break;
            default: entries[place] = entry with { Content = content(entry, random) }; break;
        }
    }
}
