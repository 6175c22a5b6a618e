using System.Buffers.Binary;
using System.Text;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Fields beside an entry's name (APPNOTE, section 4.5): lengths of 64 bits, a name in UTF-8, a key, or unknown.</summary>
internal static class EntryExtra
{
    private const ushort Lengths = 0x0001, Unicode = 0x7075, Aes = 0x9901;

    public static byte[] Make(Random random)
    {
        (ushort kind, byte[] data) = random.Next(4) switch
        {
            0 => (Lengths, Numbers(random)),
            1 => (Unicode, (byte[])[1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(EntryName.Make("x.png", random))]),
            2 => (Aes, [2, 0, .. "AE"u8, 3, 8, 0]),
            _ => ((ushort)random.Next(ushort.MaxValue), Numbers(random)),
        };
        byte[] head = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, kind);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)(random.Next(4) == 0 ? ByteMutator.Number(random) : data.Length));
        byte[] extra = [.. head, .. data];
        return extra.Length <= ushort.MaxValue ? extra : extra[..ushort.MaxValue];
    }

    private static byte[] Numbers(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).SelectMany(_ => BitConverter.GetBytes(ByteMutator.Number(random)))];
}
