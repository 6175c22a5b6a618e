namespace AfdMlNet.Onnx;

/// <summary>
/// How much of a model's bytes is something else than weights. Weights take what they take; a node of two bytes becomes objects of
/// two hundred, so that this is known before the model is parsed.
/// </summary>
internal static class GraphSize
{
    private const int GraphField = 7;
    private const int InitializerField = 5;
    private const int NodeField = 1;
    private const int AttributeField = 5;
    private const int TensorField = 5;
    private const int RawDataField = 9;

    private delegate long Measure(ReadOnlySpan<byte> field);

    /// <exception cref="InvalidDataException">It is no protobuf message.</exception>
    public static long BesideWeights(ReadOnlySpan<byte> model) =>
        model.Length - Sum(model, GraphField, graph => Sum(graph, InitializerField, Raw) + Sum(graph, NodeField, Constants));

    // HalfWeights keeps them so.
    private static long Constants(ReadOnlySpan<byte> node) =>
        Sum(node, AttributeField, attribute => Sum(attribute, TensorField, Raw));

    private static long Raw(ReadOnlySpan<byte> tensor) => Sum(tensor, RawDataField, raw => raw.Length);

    /// <summary>Adds up what a field's occurrences measure.</summary>
    private static long Sum(ReadOnlySpan<byte> message, int field, Measure measure)
    {
        long sum = 0;
        while (!message.IsEmpty)
        {
            ulong tag = Varint(ref message);
            ulong length = (tag & 7) switch
            {
                0 => Varint(ref message) & 0,
                1 => sizeof(ulong),
                2 => Varint(ref message),
                5 => sizeof(uint),
                _ => throw Damaged(),
            };
            if (length > (ulong)message.Length)
                throw Damaged();
            if (tag == (ulong)(field << 3 | 2))
                sum += measure(message[..(int)length]);
            message = message[(int)length..];
        }
        return sum;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int i = 0; i < 10 && i < message.Length; i++)
        {
            value |= (ulong)(message[i] & 0x7f) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return value;
            }
        }
        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("The model's ONNX graph is damaged.");
}
