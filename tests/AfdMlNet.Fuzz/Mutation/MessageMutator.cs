using Google.Protobuf;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to a protobuf message, field by field and however deep; the lengths around a change are right again.</summary>
public static class MessageMutator
{
    private const int Deepest = 8;

    /// <param name="message">A message.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] message, Random random) => Mutate(message, random, depth: 0);

    private static byte[] Mutate(byte[] message, Random random, int depth)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (MessageField.Of(message) is not { Count: > 0 } sound || random.Next(12) == 0)
            return ByteMutator.Mutate(message, message, random);
        List<MessageField> fields = [.. sound];
        int place = random.Next(fields.Count);
        MessageField field = fields[place];
        switch (random.Next(10))
        {
            case 0: fields.RemoveAt(place); break;
            case 1: fields.InsertRange(place, Enumerable.Repeat(field, random.Next(20) == 0 ? 2000 : 1)); break;
            case 2: (fields[place], fields[0]) = (fields[0], field); break;
            case 3: fields[place] = Misdescribed(field, random); break;
            case 4 when random.Next(20) == 0: fields[place] = field with { Bytes = Nested(field, random.Next(1, 300)) }; break;
            default: fields[place] = Changed(field, random, depth); break;
        }
        return MessageField.Message(fields);
    }

    private static MessageField Changed(MessageField field, Random random, int depth) => field.Type switch
    {
        WireFormat.WireType.LengthDelimited when depth < Deepest => field with { Bytes = Mutate(field.Bytes, random, depth + 1) },
        WireFormat.WireType.LengthDelimited => field with { Bytes = ByteMutator.Mutate(field.Bytes, field.Bytes, random) },
        _ => field with { Number = (ulong)ByteMutator.Number(random) },
    };

    /// <summary>Another number, another type (a group's ends among them), a length that is not so, a length of ten bytes.</summary>
    private static MessageField Misdescribed(MessageField field, Random random) => random.Next(4) switch
    {
        0 => field with { Tag = WireFormat.MakeTag(random.Next(1, 1 << random.Next(1, 29)), field.Type) },
        1 => field with { Tag = (field.Tag & ~7u) | (uint)random.Next(8) },
        2 => field with { ClaimedLength = (ulong)ByteMutator.Number(random) },
        _ => field with { Padding = random.Next(1, 10) },
    };

    private static byte[] Nested(MessageField field, int times)
    {
        byte[] bytes = field.Bytes;
        for (int i = 0; i < times; i++)
            bytes = MessageField.Message([field with { Bytes = bytes }]);
        return bytes;
    }
}
