using AfdMlNet.Fuzz.Mutation;
using Google.Protobuf;

namespace AfdMlNet.Tests.Fuzz.Mutation;

[TestClass]
public sealed class MessageMutatorTests
{
    private static readonly uint _text = WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited);

    // A number of two bytes, a message that holds one, four and eight bytes.
    private static readonly byte[] _message =
    [
        0x08, 0x96, 0x01, 0x12, 0x03, 0x08, 0x96, 0x01, 0x1D, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8,
    ];

    [TestMethod]
    public void Message_OfItsFields_IsTheSameMessage()
    {
        IReadOnlyList<MessageField> fields = MessageField.Of(_message)!;

        Assert.AreEqual(150ul, fields[0].Number);
        CollectionAssert.AreEqual((byte[])[0x08, 0x96, 0x01], fields[1].Bytes);
        CollectionAssert.AreEqual(_message, MessageField.Message(fields));
    }

    [TestMethod]
    public void Of_BytesThatAreNoMessage_IsNull() => Assert.IsNull(MessageField.Of([0x12, 0x7F, 1]));

    [TestMethod]
    public void Message_ClaimedLengthAndPadding_AreWritten()
    {
        CollectionAssert.AreEqual((byte[])[0x12, 0xAC, 0x02, 7], MessageField.Message([new(_text, 0, [7]) { ClaimedLength = 300 }]));
        CollectionAssert.AreEqual((byte[])[0x92, 0x80, 0, 0x81, 0x80, 0, 7], MessageField.Message([new(_text, 0, [7]) { Padding = 2 }]));
        // The same number to a reader.
        Assert.AreEqual(1ul, MessageField.Of(MessageField.Message([new(8, 1, []) { Padding = 9 }]))!.Single().Number);
    }

    [TestMethod]
    public void Mutate_ManySeeds_DropRepeatAndNest()
    {
        IReadOnlyList<MessageField>?[] messages =
            [.. Enumerable.Range(0, 2000).Select(seed => MessageField.Of(MessageMutator.Mutate(_message, new Random(seed))))];

        Assert.Contains(fields => fields?.Count == 3, messages, "dropped");
        Assert.Contains(fields => fields?.Count > 2000, messages, "repeated");
        Assert.Contains(fields => fields is [_, { Bytes.Length: > 200 }, ..], messages, "nested");
        Assert.Contains(fields => fields is null, messages, "lengths that are not so");
    }
}
