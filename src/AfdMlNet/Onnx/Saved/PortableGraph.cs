using Google.Protobuf;
using Google.Protobuf.Collections;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>The way back from <see cref="RowGraph"/>: a graph inside a saved ML.NET model, as the model that training wrote.</summary>
internal static class PortableGraph
{
    /// <summary>The most bytes of a graph beside its weights: several times the largest network's.</summary>
    internal const int MaximumStructure = 8 << 20;

    /// <summary>
    /// Input, outputs and names of <see cref="StudentOnnx"/> again, for any number of images; weights and metadata as they are.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are not a graph of <see cref="RowGraph"/>.</exception>
    public static byte[] From(byte[] rowModel)
    {
        ModelProto model = Checked(rowModel);
        GraphProto graph = model.Graph;
        NodeProto score = graph.Node.FirstOrDefault(node => node is { OpType: "Squeeze", Name: RowGraph.ScoreNode, Output.Count: 1 })
            ?? throw Foreign("its score is not made as this library makes it");
        if (graph.Input.Count != 1 || graph.Output.Count != 2)
            throw Foreign($"it has {graph.Input.Count} inputs and {graph.Output.Count} outputs");
        string input = graph.Input[0].Name;
        string index = graph.Output.FirstOrDefault(output => output.Name != score.Output[0])?.Name
            ?? throw Foreign("it has no index of the class");
        if (Shape(graph.Input[0]) is not { Count: 4 } sides
            || Shape(graph.Output.First(output => output.Name != index)) is not [{ DimValue: > 0 } classes])
            throw Foreign("its shapes are others");

        RemoveWhatRowsNeed(model, score);
        GraphNames.Rename(graph, value => value == input ? OnnxNames.Image : value == index ? OnnxNames.Label : Bare(value), Bare);
        sides[0] = OnnxProto.Dimension(OnnxNames.Batch);
        graph.Output.Clear();
        graph.Output.Add(StudentOnnx.Outputs(classes));
        return model.ToByteArray();
    }

    /// <summary>The graph of a file, with what is taken for granted of one.</summary>
    /// <exception cref="InvalidDataException">It is damaged, too large beside its weights, or not one of this library.</exception>
    public static ModelProto Checked(byte[] rowModel)
    {
        ModelProto model = Parse(rowModel);
        if (model.Graph is null)
            throw Foreign("it has no graph");
        return GraphForm.Refusal(model) is { } reason ? throw Foreign(reason) : model;
    }

    private static void RemoveWhatRowsNeed(ModelProto model, NodeProto score)
    {
        HashSet<string> constants =
            [RowGraph.BatchAxis, .. model.Graph.Node.Where(node => node.Domain == SlotNames.Domain).SelectMany(node => node.Input)];
        Keep(model.Graph.Node, node => node != score && node.Domain != SlotNames.Domain);
        Keep(model.Graph.Initializer, tensor => !constants.Contains(tensor.Name));
        Keep(model.OpsetImport, set => set.Domain != SlotNames.Domain);
    }

    // In one pass: a stranger's graph may have a million to be taken out.
    private static void Keep<T>(RepeatedField<T> messages, Func<T, bool> isKept)
    {
        T[] kept = [.. messages.Where(isKept)];
        messages.Clear();
        messages.Add(kept);
    }

    private static string Bare(string name) =>
        name.StartsWith(RowGraph.Inside, StringComparison.Ordinal) ? name[RowGraph.Inside.Length..] : name;

    private static RepeatedField<TensorShapeProto.Types.Dimension>? Shape(ValueInfoProto value) =>
        value.Type?.TensorType?.Shape?.Dim;

    private static ModelProto Parse(byte[] bytes)
    {
        if (GraphSize.BesideWeights(bytes) is > MaximumStructure and var length)
            throw new InvalidDataException(
                $"The model's ONNX graph has {length} bytes beside its weights; {MaximumStructure} are the most.");
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InvalidDataException($"The model's ONNX graph is damaged: {error.Message}", error);
        }
    }

    private static InvalidDataException Foreign(string reason) => new($"The model's ONNX graph is not one of AfdMlNet: {reason}.");
}
