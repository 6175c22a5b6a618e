using System.Text;

namespace AfdMlNet.Tests.Reporting.TensorBoard;

/// <summary>A reader of tfevents that shares nothing with the writer: its own CRC, bit by bit, and its own protobuf.</summary>
internal static class EventFileReader
{
    public sealed record Event(double WallTime, long Step, string? Version, IReadOnlyDictionary<string, float> Scalars);

    /// <summary>The events up to the first record that is not whole, as TensorBoard reads a file that is being written.</summary>
    public static List<Event> Read(byte[] file)
    {
        List<Event> events = [];
        int at = 0;
        while (at + 12 <= file.Length)
        {
            int length = checked((int)BitConverter.ToUInt64(file, at));
            Assert.AreEqual(Masked(file.AsSpan(at, 8)), BitConverter.ToUInt32(file, at + 8), "length's CRC");
            if (at + 16 + length > file.Length)
                break;
            Span<byte> data = file.AsSpan(at + 12, length);
            Assert.AreEqual(Masked(data), BitConverter.ToUInt32(file, at + 12 + length), "data's CRC");
            events.Add(Parse(data));
            at += 16 + length;
        }
        return events;
    }

    /// <summary>CRC-32C by its definition: reflected polynomial 0x82f63b78.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0xffffffff;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }
        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = Crc(data);
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static Event Parse(ReadOnlySpan<byte> data)
    {
        (double time, long step, string? version) = (0, 0, null);
        Dictionary<string, float> scalars = [];
        foreach ((int field, ulong number, byte[] bytes) in Fields(data))
        {
            switch (field)
            {
                case 1: time = BitConverter.UInt64BitsToDouble(number); break;
                case 2: step = (long)number; break;
                case 3: version = Encoding.UTF8.GetString(bytes); break;
                case 5:
                    foreach ((_, _, byte[] value) in Fields(bytes))
                    {
                        List<(int Field, ulong Number, byte[] Bytes)> parts = Fields(value);
                        scalars.Add(
                            Encoding.UTF8.GetString(parts.Single(part => part.Field == 1).Bytes),
                            BitConverter.UInt32BitsToSingle((uint)parts.Single(part => part.Field == 2).Number));
                    }
                    break;
                default: Assert.Fail($"No field {field} was expected."); break;
            }
        }
        return new(time, step, version, scalars);
    }

    private static List<(int Field, ulong Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> data)
    {
        List<(int, ulong, byte[])> fields = [];
        while (data.Length > 0)
        {
            ulong key = Varint(ref data);
            (ulong number, byte[] bytes) = (0, (byte[])[]);
            switch (key & 7)
            {
                case 0: number = Varint(ref data); break;
                case 1: number = BitConverter.ToUInt64(data); data = data[8..]; break;
                case 5: number = BitConverter.ToUInt32(data); data = data[4..]; break;
                case 2:
                    int length = (int)Varint(ref data);
                    bytes = data[..length].ToArray();
                    data = data[length..];
                    break;
                default: Assert.Fail("A wire type that does not exist."); break;
            }
            fields.Add(((int)(key >> 3), number, bytes));
        }
        return fields;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = data[0];
            data = data[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
