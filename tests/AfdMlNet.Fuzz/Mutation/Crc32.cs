namespace AfdMlNet.Fuzz.Mutation;

/// <summary>The checksum of ZIP and PNG.</summary>
public static class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate(
        (uint)value, (crc, _) => (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
            crc = (crc >> 8) ^ _table[(byte)crc ^ value];
        return ~crc;
    }
}
