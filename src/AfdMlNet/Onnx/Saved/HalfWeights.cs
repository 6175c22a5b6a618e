using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using Kind = Onnx.TensorProto.Types.DataType;

namespace AfdMlNet.Onnx;

/// <summary>Keeps a model's weights as 16-bit floats, which the graph widens again: half the file, the same arithmetic.</summary>
internal static class HalfWeights
{
    // Smaller ones save less than the node that widens them costs.
    private const int Fewest = 256;

    /// <summary>
    /// A model of <see cref="StudentOnnx"/> with narrow weights; those beyond 65504, the largest 16-bit float, stay as they are.
    /// </summary>
    public static byte[] Of(byte[] model)
    {
        ModelProto narrow = ModelProto.Parser.ParseFrom(model);
        GraphProto graph = narrow.Graph;
        NodeProto[] readers = [.. graph.Node];
        graph.Node.Clear();
        foreach (TensorProto weight in graph.Initializer.ToArray())
        {
            if (weight.RawData.Length < Fewest * sizeof(float) || !TryNarrow(weight))
                continue;
            // A constant, since ML.NET reads initializers' types and does not know this one.
            graph.Initializer.Remove(weight);
            string stored = $"{weight.Name}/stored";
            graph.Node.Add(OnnxProto.Node("Constant", stored, [], stored, OnnxProto.Tensor("value", weight)));
            graph.Node.Add(OnnxProto.Node("Cast", weight.Name, [stored], weight.Name, OnnxProto.Int("to", (int)Kind.Float)));
        }

        graph.Node.Add(readers);
        return narrow.ToByteArray();
    }

    /// <summary>Turns floats to 16 bits.</summary>
    /// <returns>Whether that was done: all of them must be in the range of 16 bits, and it is not done to other types.</returns>
    public static bool TryNarrow(TensorProto tensor)
    {
        if (tensor.DataType != (int)Kind.Float)
            return false;
        Half[] narrow = [.. MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray().Select(value => (Half)value)];
        if (!narrow.All(Half.IsFinite))
            return false;
        tensor.DataType = (int)Kind.Float16;
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(narrow.AsSpan()));
        return true;
    }
}
