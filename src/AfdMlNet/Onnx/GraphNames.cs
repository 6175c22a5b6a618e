using Google.Protobuf.Collections;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>Renaming of all that bears a name in a graph.</summary>
internal static class GraphNames
{
    /// <summary>Renames values (inputs, outputs, initializers and what lies between) and nodes, in place.</summary>
    public static void Rename(GraphProto graph, Func<string, string> value, Func<string, string> node)
    {
        foreach (NodeProto each in graph.Node)
        {
            each.Name = node(each.Name);
            Rename(each.Input, value);
            Rename(each.Output, value);
        }
        foreach (TensorProto each in graph.Initializer)
            each.Name = value(each.Name);
        foreach (ValueInfoProto each in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
            each.Name = value(each.Name);
    }

    private static void Rename(RepeatedField<string> names, Func<string, string> value)
    {
        for (int i = 0; i < names.Count; i++)
        {
            // An empty name stands for an optional input that is left out.
            if (names[i].Length > 0)
                names[i] = value(names[i]);
        }
    }
}
