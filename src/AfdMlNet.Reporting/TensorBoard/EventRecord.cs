using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace AfdMlNet.Reporting.TensorBoard;

/// <summary>
/// The message <c>tensorflow.Event</c>, as far as scalars need it: <c>wall_time</c> (field 1), <c>step</c> (2), <c>file_version</c> (3),
/// <c>summary</c> (5), which holds <c>value</c> (1), each of <c>tag</c> (1) and <c>simple_value</c> (2). From tensorflow's event.proto and
/// summary.proto.
/// </summary>
internal static class EventRecord
{
    /// <summary>What a file begins with.</summary>
    public static byte[] Version(DateTimeOffset time) => Message(output =>
    {
        WriteTime(output, time);
        output.WriteTag(3, WireType.LengthDelimited);
        output.WriteString("brain.Event:2");
    });

    /// <summary>The scalars of one step.</summary>
    public static byte[] Scalars(DateTimeOffset time, long step, IReadOnlyList<(string Tag, float Value)> scalars) => Message(output =>
    {
        WriteTime(output, time);
        output.WriteTag(2, WireType.Varint);
        output.WriteInt64(step);
        WriteMessage(output, 5, summary =>
        {
            foreach ((string tag, float value) in scalars)
                WriteMessage(summary, 1, scalar => WriteScalar(scalar, tag, value));
        });
    });

    private static void WriteTime(CodedOutputStream output, DateTimeOffset time)
    {
        output.WriteTag(1, WireType.Fixed64);
        output.WriteDouble((time - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    private static void WriteScalar(CodedOutputStream output, string tag, float value)
    {
        output.WriteTag(1, WireType.LengthDelimited);
        output.WriteString(tag);
        output.WriteTag(2, WireType.Fixed32);
        output.WriteFloat(value);
    }

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
            write(output);
        return bytes.ToArray();
    }
}
