namespace AfdMlNet.Fuzz.Mutation;

/// <summary>PNG chunks whose few bytes a decoder inflates and keeps: texts and colour profiles.</summary>
internal static class PngText
{
    /// <summary>libpng refuses a chunk that inflates to more than 8 MB.</summary>
    public const int Most = 7_900_000;

    private static readonly Lazy<byte[]>[] _texts =
        [.. ((int[])[100, 100_000, Most]).Select(length => new Lazy<byte[]>(() => Text(length)))];

    public static PngChunk Make(Random random)
    {
        byte[] text = _texts[random.Next(_texts.Length)].Value;
        return random.Next(4) switch
        {
            0 => new("tEXt", [.. "a\0"u8, .. text]),
            1 => new("zTXt", [.. "a\0\0"u8, .. text]),
            2 => new("iTXt", [.. "a\0\u0001\0en\0a\0"u8, .. text]),
            _ => new("iCCP", [.. "a\0\0"u8, .. text]),
        };
    }

    private static byte[] Text(int length)
    {
        byte[] text = new byte[length];
        text.AsSpan().Fill((byte)'A');
        return Zlib.Deflated(text);
    }
}
