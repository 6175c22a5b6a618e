using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>The students of one ring as one model: each sees the image, their probabilities are averaged.</summary>
internal static class EnsembleGraph
{
    /// <summary>
    /// From models of <see cref="StudentOnnx"/> with one input form: the same inputs and outputs, with <c>probabilities</c> the mean of
    /// the students', <c>logits</c> its logarithm and <c>label</c> its largest entry. Metadata stays where all agree on it.
    /// </summary>
    /// <exception cref="ArgumentException">There are no models, or their inputs, outputs or operator sets differ.</exception>
    public static byte[] From(IReadOnlyList<byte[]> models)
    {
        ModelProto[] students = [.. models.Select(ModelProto.Parser.ParseFrom)];
        if (students.Length == 0)
            throw new ArgumentException("An ensemble needs at least one model.", nameof(models));
        ModelProto first = students[0];
        if (students.Any(student => !SameFace(student, first)))
            throw new ArgumentException("The models of an ensemble need the same inputs, outputs and operator sets.", nameof(models));

        ModelProto ensemble = first.Clone();
        ensemble.Graph = new GraphProto
        {
            Name = "ensemble",
            Input = { first.Graph.Input.Clone() },
            Output = { first.Graph.Output.Clone() },
        };
        for (int index = 0; index < students.Length; index++)
            Add(ensemble.Graph, students[index].Graph, Prefix(index));
        Average(ensemble.Graph, students.Length);

        StringStringEntryProto[] agreed =
            [.. first.MetadataProps.Where(entry => students.All(student => student.MetadataProps.Contains(entry)))];
        ensemble.MetadataProps.Clear();
        ensemble.MetadataProps.Add(agreed);
        return ensemble.ToByteArray();
    }

    private static string Prefix(int index) => FormattableString.Invariant($"student{index + 1}/");

    private static bool SameFace(ModelProto one, ModelProto other) =>
        one.Graph.Input.Equals(other.Graph.Input) && one.Graph.Output.Equals(other.Graph.Output)
        && one.OpsetImport.Equals(other.OpsetImport) && one.IrVersion == other.IrVersion;

    private static void Add(GraphProto ensemble, GraphProto student, string prefix)
    {
        GraphNames.Rename(student, value => value == OnnxNames.Image ? value : prefix + value, node => prefix + node);
        // The ensemble's own label counts, and the students' would be computed for nothing.
        ensemble.Node.Add(student.Node.Where(node => !node.Output.Contains(prefix + OnnxNames.Label)));
        ensemble.Initializer.Add(student.Initializer);
    }

    private static void Average(GraphProto ensemble, int count)
    {
        IEnumerable<string> each = Enumerable.Range(0, count).Select(index => Prefix(index) + OnnxNames.Probabilities);
        ensemble.Node.Add(
        [
            OnnxProto.Node("Mean", OnnxNames.Probabilities, each, OnnxNames.Probabilities),
            OnnxProto.Node("Log", OnnxNames.Logits, [OnnxNames.Probabilities], OnnxNames.Logits),
            OnnxProto.Node(
                "ArgMax", OnnxNames.Label, [OnnxNames.Probabilities], OnnxNames.Label, OnnxProto.Int("axis", 1),
                OnnxProto.Int("keepdims", 0)),
        ]);
    }
}
