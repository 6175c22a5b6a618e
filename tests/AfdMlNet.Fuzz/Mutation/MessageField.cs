using Google.Protobuf;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>A field of a protobuf message, true or not.</summary>
/// <param name="Tag">Its number and its type.</param>
/// <param name="Number">The value where it is a number, else 0.</param>
/// <param name="Bytes">The value where it is bytes, a text or a message, else nothing.</param>
public sealed record MessageField(uint Tag, ulong Number, byte[] Bytes)
{
    private const int MostVarint = 10;

    /// <summary>The length that is claimed; null for the true one.</summary>
    public ulong? ClaimedLength { get; init; }

    /// <summary>Bytes that say nothing, appended to every variable-length number of the field.</summary>
    public int Padding { get; init; }

    /// <summary>Its type.</summary>
    public WireFormat.WireType Type => WireFormat.GetTagWireType(Tag);

    /// <summary>The fields of a sound message; null where the bytes are none.</summary>
    public static IReadOnlyList<MessageField>? Of(byte[] message)
    {
        List<MessageField> fields = [];
        try
        {
            var input = new CodedInputStream(message);
            while (input.ReadTag() is not 0 and var tag)
            {
                fields.Add(WireFormat.GetTagWireType(tag) switch
                {
                    WireFormat.WireType.Varint => new(tag, input.ReadUInt64(), []),
                    WireFormat.WireType.Fixed32 => new(tag, input.ReadFixed32(), []),
                    WireFormat.WireType.Fixed64 => new(tag, input.ReadFixed64(), []),
                    WireFormat.WireType.LengthDelimited => new(tag, 0, input.ReadBytes().ToByteArray()),
                    _ => throw new InvalidDataException(),
                });
            }
            return fields;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A message of fields.</summary>
    public static byte[] Message(IEnumerable<MessageField> fields) => [.. fields.SelectMany(field => field.Written())];

    private IEnumerable<byte> Written() => Varint(Tag).Concat(Type switch
    {
        WireFormat.WireType.Varint => Varint(Number),
        WireFormat.WireType.Fixed32 => BitConverter.GetBytes((uint)Number),
        WireFormat.WireType.Fixed64 => BitConverter.GetBytes(Number),
        WireFormat.WireType.LengthDelimited => [.. Varint(ClaimedLength ?? (ulong)Bytes.Length), .. Bytes],
        // The two ends of a group have no value.
        _ => [],
    });

    private byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        for (int more = Math.Min(Padding, MostVarint - bytes.Count); more > 0; more--)
        {
            bytes[^1] |= 0x80;
            bytes.Add(0);
        }
        return [.. bytes];
    }
}
