namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to a PNG by whole chunks, with checksums that are right again.</summary>
public static class PngMutator
{
    private const int MostRepeats = 120;

    // A chunk that decides pixels, one that says how they are meant, and one that nobody knows.
    private static readonly string[] _types =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "eXIf", "acTL", "fcTL", "fdAT", "zzZz", "ZZZZ"];

    /// <param name="png">A sound file.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] png, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        List<PngChunk> chunks = [.. PngChunk.Of(png)];
        for (int change = Changes.Count(4, random); change > 0 && chunks.Count > 0; change--)
            Change(chunks, random);
        return PngChunk.File(chunks);
    }

    private static void Change(List<PngChunk> chunks, Random random)
    {
        int place = random.Next(chunks.Count);
        PngChunk chunk = chunks[place];
        int other = random.Next(chunks.Count);
        switch (random.Next(10))
        {
            case 0: chunks.RemoveAt(place); break;
            case 1: chunks.InsertRange(other, Repeated(chunk, random)); break;
            case 2: (chunks[place], chunks[other]) = (chunks[other], chunk); break;
            case 3: chunks[place] = chunk with { Type = _types[random.Next(_types.Length)] }; break;
            // Mostly after the header, where a decoder takes them.
            case 4: chunks.InsertRange(random.Next(4) == 0 ? place : 1, Repeated(PngText.Make(random), random)); break;
            case 5: chunks.Insert(place, new(_types[random.Next(_types.Length)], Bytes(random))); break;
            case 6 when chunk.Type == "IDAT": chunks[place] = chunk with { Data = Pixels(chunk.Data, random) }; break;
            default: chunks[place] = chunk with { Data = ByteMutator.Mutate(chunk.Data, chunk.Data, random) }; break;
        }
    }

    private static IEnumerable<PngChunk> Repeated(PngChunk chunk, Random random) =>
        Enumerable.Repeat(chunk, random.Next(4) == 0 ? random.Next(1, MostRepeats) : 1);

    private static byte[] Pixels(byte[] data, Random random) => Zlib.Deflated(ByteMutator.Mutate(Zlib.Inflated(data), data, random));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
