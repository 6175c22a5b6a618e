using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>
/// The slot names of a column that ML.NET's OnnxTransformer makes. It looks for a node <c>mlnet.{column}.SlotNames</c> and reads its
/// attribute <c>keys_strings</c> (OnnxTransform.cs, AddSlotNames). The node computes nothing that is used.
/// </summary>
internal static class SlotNames
{
    /// <summary>The operator set of the node; no other node is of it.</summary>
    internal const string Domain = "ai.onnx.ml";

    public static void Add(ModelProto model, string column, IReadOnlyList<string> names)
    {
        string node = $"mlnet.{column}.SlotNames";
        string input = $"{node}.input";
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = input,
            DataType = (int)TensorProto.Types.DataType.String,
            Dims = { 1 },
            StringData = { ByteString.CopyFromUtf8("-") },
        });
        NodeProto encoder = OnnxProto.Node("LabelEncoder", node, [input], $"{node}.output",
            OnnxProto.Strings("keys_strings", names),
            OnnxProto.Ints("values_int64s", Enumerable.Range(0, names.Count).Select(index => (long)index)));
        encoder.Domain = Domain;
        model.Graph.Node.Add(encoder);
        // Version 2 of the operator brought keys_strings.
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = Domain, Version = 2 });
    }
}
