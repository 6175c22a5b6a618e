using Onnx;
using Kind = Onnx.TensorProto.Types.DataType;

namespace AfdMlNet.Onnx;

/// <summary>
/// Turns a model's layers to 16-bit floats; what comes before them (normalisation) and after them (softmax) stays as it is.
/// </summary>
internal static class HalfPrecision
{
    /// <exception cref="NotSupportedException">A weight is beyond the range of half precision.</exception>
    public static void Apply(ModelProto model)
    {
        GraphProto graph = model.Graph;
        Dictionary<string, TensorProto> weights = graph.Initializer.ToDictionary(tensor => tensor.Name);
        NodeProto[] nodes = [.. graph.Node];
        HashSet<string> half = [];
        HashSet<string> outputs = [.. graph.Output.Select(output => output.Name)];
        graph.Node.Clear();
        Dictionary<string, string> casts = [];
        foreach (NodeProto node in nodes)
        {
            bool isHalf = IsLayer(node);
            for (int i = 0; i < node.Input.Count; i++)
            {
                if (weights.TryGetValue(node.Input[i], out TensorProto? weight))
                {
                    if (isHalf)
                        Narrow(weight);
                }
                else if (half.Contains(node.Input[i]) != isHalf)
                {
                    node.Input[i] = Cast(node.Input[i], isHalf);
                }
            }
            graph.Node.Add(node);
            if (!isHalf)
                continue;
            string output = node.Output[0];
            if (!outputs.Contains(output))
            {
                half.Add(output);
                continue;
            }
            node.Output[0] = $"{output}/half";
            node.Name = node.Name == output ? node.Output[0] : node.Name;
            graph.Node.Add(CastNode(node.Output[0], output, Kind.Float));
        }
        OnnxMetadata.Set(model, OnnxNames.Precision, "float16");

        string Cast(string value, bool toHalf)
        {
            string name = $"{value}/{(toHalf ? "half" : "float")}";
            if (casts.TryAdd(name, value))
                graph.Node.Add(CastNode(value, name, toHalf ? Kind.Float16 : Kind.Float));
            return name;
        }
    }

    // The offset of pixels is an Add too, before the layers.
    private static bool IsLayer(NodeProto node) =>
        OnnxLayers.Operators.Contains(node.OpType) && !node.Name.StartsWith($"{OnnxNames.Image}/", StringComparison.Ordinal);

    private static NodeProto CastNode(string input, string output, Kind kind) =>
        OnnxProto.Node("Cast", output, [input], output, OnnxProto.Int("to", (int)kind));

    private static void Narrow(TensorProto tensor)
    {
        if (tensor.DataType == (int)Kind.Float && !HalfWeights.TryNarrow(tensor))
            throw new NotSupportedException(
                $"'{tensor.Name}' has a value beyond 65504, the largest of half precision: export it in full precision.");
    }
}
