using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>Collects a graph's nodes and initializers, and gives each value a name of its own.</summary>
internal sealed class OnnxGraphWriter
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public OnnxGraphWriter(string name) => Graph.Name = name;

    public GraphProto Graph { get; } = new();

    /// <summary>The name itself, or the name with a number where it is taken.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
            unique = FormattableString.Invariant($"{name}_{number}");
        return unique;
    }

    /// <summary>Adds a constant and returns its name.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        string unique = Unique(name);
        Graph.Initializer.Add(OnnxProto.Tensor(unique, values, shape));
        return unique;
    }

    /// <summary>Adds a node and returns the name of its output, which is the node's name as well.</summary>
    public string Node(string type, string name, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        string unique = Unique(name);
        Graph.Node.Add(OnnxProto.Node(type, unique, inputs, unique, attributes));
        return unique;
    }
}
