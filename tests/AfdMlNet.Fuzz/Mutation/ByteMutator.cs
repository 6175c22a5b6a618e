using System.Buffers.Binary;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to bytes of any kind: bits, bytes, numbers, cuts, repeats, and parts of another input.</summary>
internal static class ByteMutator
{
    private const int Longest = 1 << 18;
    private const int MostChanges = 6;

    private static readonly long[] _numbers =
    [
        0, 1, -1, 2, 7, 8, 16, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 100_000_000, int.MaxValue, int.MinValue, uint.MaxValue,
        1L << 32,
        long.MaxValue, long.MinValue, long.MaxValue / 4, 1L << 62,
    ];

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        List<byte> bytes = [.. input];
        for (int change = Changes.Count(MostChanges, random); change > 0 && bytes.Count > 0; change--)
            Change(bytes, other, random);
        return [.. bytes.Take(Longest)];
    }

    /// <summary>A number at the edge of some type.</summary>
    public static long Number(Random random) =>
        random.Next(4) == 0 ? random.NextInt64() : _numbers[random.Next(_numbers.Length)] + random.Next(-1, 2);

    private static void Change(List<byte> bytes, byte[] other, Random random)
    {
        int place = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, random.Next(4) == 0 ? 400 : 16), bytes.Count - place);
        switch (random.Next(11))
        {
            case 0:
            case 1: bytes[place] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[place] = (byte)random.Next(256); break;
            case 3: bytes.RemoveRange(place, length); break;
            case 4: bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
            case 5: bytes.InsertRange(place, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256))); break;
            case 6: Fill(bytes, place, length, (byte)(random.Next(2) * 255)); break;
            case 7: Splice(bytes, place, other, random); break;
            case 8 when random.Next(3) == 0: bytes.RemoveRange(place, bytes.Count - place); break;
            default: WriteNumber(bytes, place, random); break;
        }
    }

    private static void Fill(List<byte> bytes, int place, int length, byte value)
    {
        for (int i = place; i < place + length; i++)
            bytes[i] = value;
    }

    private static void Splice(List<byte> bytes, int place, byte[] other, Random random)
    {
        if (other.Length == 0)
            return;
        int from = random.Next(other.Length);
        int length = random.Next(1, other.Length - from + 1);
        bytes.RemoveRange(place, Math.Min(length, bytes.Count - place));
        bytes.InsertRange(place, other[from..(from + length)]);
    }

    private static void WriteNumber(List<byte> bytes, int place, Random random)
    {
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Number(random));
        int length = Math.Min(1 << random.Next(4), bytes.Count - place);
        IEnumerable<byte> written = random.Next(2) == 0 ? number.Take(length) : number.Take(length).Reverse();
        bytes.RemoveRange(place, length);
        bytes.InsertRange(place, written);
    }
}
