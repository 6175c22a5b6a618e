using Google.Protobuf;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to a protobuf message, field by field and however deep, with lengths that are right again.</summary>
internal static class MessageMutator
{
    private const int Deepest = 8;

    public static byte[] Mutate(byte[] message, Random random, int depth = 0)
    {
        if (Fields(message) is not { Count: > 0 } fields || random.Next(12) == 0)
            return ByteMutator.Mutate(message, message, random);
        int place = random.Next(fields.Count);
        Field field = fields[place];
        switch (random.Next(7))
        {
            case 0: fields.RemoveAt(place); break;
            case 1: fields.InsertRange(place, Enumerable.Repeat(field, random.Next(20) == 0 ? 2000 : 1)); break;
            case 2: (fields[place], fields[0]) = (fields[0], fields[place]); break;
            case 3 when depth < Deepest
                && random.Next(40) == 0:
                fields[place] = field with { Bytes = Nested(field, random.Next(1, 300)) }; break;
            default: fields[place] = Changed(field, random, depth); break;
        }
        return Written(fields);
    }

    private static Field Changed(Field field, Random random, int depth) => field.Type switch
    {
        WireFormat.WireType.LengthDelimited when depth < Deepest => field with { Bytes = Mutate(field.Bytes, random, depth + 1) },
        WireFormat.WireType.LengthDelimited => field with { Bytes = ByteMutator.Mutate(field.Bytes, field.Bytes, random) },
        _ => field with { Number = (ulong)ByteMutator.Number(random) },
    };

    private static byte[] Nested(Field field, int times)
    {
        byte[] bytes = field.Bytes;
        for (int i = 0; i < times; i++)
            bytes = Written([field with { Bytes = bytes }]);
        return bytes;
    }

    private static List<Field>? Fields(byte[] message)
    {
        List<Field> fields = [];
        try
        {
            var input = new CodedInputStream(message);
            while (input.ReadTag() is not 0 and var tag)
            {
                WireFormat.WireType type = WireFormat.GetTagWireType(tag);
                fields.Add(type switch
                {
                    WireFormat.WireType.Varint => new(tag, type, [], input.ReadUInt64()),
                    WireFormat.WireType.Fixed32 => new(tag, type, [], input.ReadFixed32()),
                    WireFormat.WireType.Fixed64 => new(tag, type, [], input.ReadFixed64()),
                    WireFormat.WireType.LengthDelimited => new(tag, type, input.ReadBytes().ToByteArray(), 0),
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

    private static byte[] Written(IEnumerable<Field> fields)
    {
        using var memory = new MemoryStream();
        using var output = new CodedOutputStream(memory);
        foreach (Field field in fields)
        {
            output.WriteTag(field.Tag);
            switch (field.Type)
            {
                case WireFormat.WireType.Varint: output.WriteUInt64(field.Number); break;
                case WireFormat.WireType.Fixed32: output.WriteFixed32((uint)field.Number); break;
                case WireFormat.WireType.Fixed64: output.WriteFixed64(field.Number); break;
                default: output.WriteBytes(ByteString.CopyFrom(field.Bytes)); break;
            }
        }
        output.Flush();
        return memory.ToArray();
    }

    private sealed record Field(uint Tag, WireFormat.WireType Type, byte[] Bytes, ulong Number);
}
