using System.Text.Json;
using AfdMlNet.Files;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>What the rest of this folder takes for granted of a graph, checked where a graph comes from a file.</summary>
internal static class GraphForm
{
    private static readonly string[] _domains = ["", "ai.onnx", SlotNames.Domain];

    /// <summary>Why a graph is not one of this library; null where it may be.</summary>
    public static string? Refusal(ModelProto model)
    {
        if (!model.OpsetImport.Any(set => set.Domain is "" or "ai.onnx"))
            return "it does not say its operator set";
        if (model.Graph.Node.FirstOrDefault(node => !_domains.Contains(node.Domain)) is { } stranger)
            return $"a node is of the operator set '{PlainText.Of(stranger.Domain)}', which ONNX Runtime does not have";
        if (model.Graph.Node.Any(node => node.Output.Count == 0))
            return "a node has no output";
        if (model.Graph.Initializer.DistinctBy(tensor => tensor.Name).Count() != model.Graph.Initializer.Count)
            return "two weights have one name";
        if (Tensors(model.Graph).Any(IsElsewhere))
            return "its weights are in another file";
        // ILayerOperations has no loops and no branches.
        if (model.Graph.Node.SelectMany(node => node.Attribute).Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0))
            return "it has a graph within the graph";
        if (Parsed<string[]>(model, OnnxNames.ClassNames) is not { } names || names.Contains(null))
            return "its metadata does not name the classes";
        return Parsed<float[]>(model, OnnxNames.PixelScale) is [var scale, var offset] && float.IsFinite(scale) && float.IsFinite(offset)
            ? null
            : "its metadata does not say how pixels are scaled";
    }

    private static IEnumerable<TensorProto> Tensors(GraphProto graph) => graph.Initializer.Concat(
        graph.Node.SelectMany(node => node.Attribute)
            .SelectMany(attribute => attribute.T is null ? attribute.Tensors : attribute.Tensors.Append(attribute.T)));

    private static bool IsElsewhere(TensorProto tensor) =>
        tensor.ExternalData.Count > 0 || tensor.DataLocation != TensorProto.Types.DataLocation.Default;

    private static T? Parsed<T>(ModelProto model, string key)
        where T : class
    {
        try
        {
            return OnnxMetadata.Read(model, key) is { } text ? JsonSerializer.Deserialize<T>(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
