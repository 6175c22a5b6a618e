using System.Globalization;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>
/// Divides a model's logits by a temperature before the softmax (Guo et al. 2017, "On Calibration of Modern Neural Networks"): the
/// probabilities are others, the class is the same.
/// </summary>
internal static class CalibratedGraph
{
    private const string Before = "calibration/";
    private const string Divisor = Before + "temperature";

    /// <summary>Applies a temperature, on top of an earlier one. The label stays that of the logits as they were.</summary>
    /// <param name="model">A model of <see cref="StudentOnnx"/>, <see cref="EnsembleGraph"/> or <see cref="RowGraph"/>.</param>
    /// <param name="temperature">Above 0; above 1 makes it less sure.</param>
    /// <param name="inside">What the names in the graph begin with: <see cref="RowGraph.Inside"/> where it is one.</param>
    public static void Apply(ModelProto model, double temperature, string inside = "")
    {
        string name = inside + Divisor;
        TensorProto? earlier = model.Graph.Initializer.FirstOrDefault(tensor => tensor.Name == name);
        if (earlier is null)
        {
            Divide(model.Graph, name, inside);
        }
        else
        {
            temperature *= BitConverter.ToSingle(earlier.RawData.Span);
            model.Graph.Initializer.Remove(earlier);
        }
        model.Graph.Initializer.Add(OnnxProto.Tensor(name, [(float)temperature], 1));
        OnnxMetadata.Set(model, OnnxNames.Temperature, temperature.ToString("R", CultureInfo.InvariantCulture));
    }

    private static void Divide(GraphProto graph, string divisor, string inside)
    {
        string logits = inside + OnnxNames.Logits, probabilities = inside + OnnxNames.Probabilities;
        string Renamed(string name) => name == logits || name == probabilities ? inside + Before + name[inside.Length..] : name;
        NodeProto? score = graph.Node.FirstOrDefault(node => node.Name == RowGraph.ScoreNode);
        ValueInfoProto[] outputs = [.. graph.Output];
        graph.Output.Clear();
        GraphNames.Rename(graph, Renamed, Renamed);
        graph.Output.Add(outputs);

        // A network's own softmax; an ensemble's probabilities are a mean, of which its logits are made.
        if (graph.Node.FirstOrDefault(node => node.OpType == "Softmax" && node.Output[0] == Renamed(probabilities)) is { } softmax)
            graph.Node.Remove(softmax);
        // Nodes come before those that use them.
        int place = score is null ? graph.Node.Count : graph.Node.IndexOf(score);
        graph.Node.Insert(place, OnnxProto.Node("Div", logits, [Renamed(logits), divisor], logits));
        graph.Node.Insert(
            place + 1, OnnxProto.Node("Softmax", probabilities, [logits], probabilities, OnnxProto.Int("axis", 1)));
        if (score is not null)
            score.Input[0] = probabilities;
    }
}
