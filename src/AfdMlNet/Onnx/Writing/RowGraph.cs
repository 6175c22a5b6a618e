using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>A student's graph in the form that ML.NET's stock OnnxTransformer takes, which scores one row at a time.</summary>
internal static class RowGraph
{
    /// <summary>Begins the name of all that is inside.</summary>
    internal const string Inside = "student/";

    /// <summary>The node that makes a vector of the one row of probabilities.</summary>
    internal const string ScoreNode = Inside + "score";

    /// <summary>The axis that it takes away.</summary>
    internal const string BatchAxis = Inside + "batch";

    /// <summary>
    /// From a model of <see cref="StudentOnnx"/> or <see cref="EnsembleGraph"/>: one image in, its probabilities (float, K) and the index
    /// of its class (int64, 1) out. The score column gets its slot names from the graph.
    /// </summary>
    /// <param name="model">The model's bytes; they are not changed.</param>
    /// <param name="inputName">The column of pixels.</param>
    /// <param name="scoreName">The column of probabilities.</param>
    /// <param name="indexName">The column of the index. A vector of one: scalar outputs crash ML.NET's PredictionEngine.</param>
    /// <param name="slotNames">The class names, any text, one for each probability.</param>
    /// <exception cref="ArgumentException">The names are not distinct, or their number is not that of the classes.</exception>
    public static byte[] From(byte[] model, string inputName, string scoreName, string indexName, IReadOnlyList<string> slotNames)
    {
        if (((string[])[inputName, scoreName, indexName]).Distinct().Count() != 3)
            throw new ArgumentException($"The columns '{inputName}', '{scoreName}' and '{indexName}' need names that differ.");
        ModelProto row = ModelProto.Parser.ParseFrom(model);
        long classes = row.Graph.Output.Single(output => output.Name == OnnxNames.Probabilities).Type.TensorType.Shape.Dim[1].DimValue;
        if (slotNames.Count != classes)
            throw new ArgumentException($"{slotNames.Count} slot names for {classes} classes.", nameof(slotNames));

        // All that is inside gets a prefix, so that the columns may have any names.
        GraphNames.Rename(row.Graph, value => value switch
        {
            OnnxNames.Image => inputName,
            OnnxNames.Label => indexName,
            _ => Inside + value,
        }, node => Inside + node);

        row.Graph.Input.Single().Type.TensorType.Shape.Dim[0] = OnnxProto.Dimension(1);
        row.Graph.Initializer.Add(OnnxProto.Tensor(BatchAxis, [0L], 1));
        row.Graph.Node.Add(OnnxProto.Node("Squeeze", ScoreNode, [Inside + OnnxNames.Probabilities, BatchAxis], scoreName));
        row.Graph.Output.Clear();
        row.Graph.Output.Add(
            [OnnxProto.Floats(scoreName, OnnxProto.Dimension(classes)), OnnxProto.Longs(indexName, OnnxProto.Dimension(1))]);
        SlotNames.Add(row, scoreName, slotNames);
        return row.ToByteArray();
    }
}
