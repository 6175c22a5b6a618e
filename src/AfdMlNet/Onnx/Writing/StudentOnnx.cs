using AfdMlNet.Files;
using AfdMlNet.Networks;
using Google.Protobuf;
using Onnx;
using static TorchSharp.torch;
using Dimension = Onnx.TensorShapeProto.Types.Dimension;

namespace AfdMlNet.Onnx;

/// <summary>Writes a trained network as an ONNX model, from raw pixels to label.</summary>
internal static class StudentOnnx
{
    /// <summary>
    /// The model: input <c>image</c> (float, N x C x H x W, N free), outputs <c>logits</c> and <c>probabilities</c> (float, N x K) and
    /// <c>label</c> (int64, N; the index of the largest logit). The normalisation is inside.
    /// </summary>
    /// <exception cref="ArgumentException">The specification does not fit the network or itself.</exception>
    /// <exception cref="NotSupportedException">A layer has no ONNX form.</exception>
    public static byte[] Write(StudentModule student, OnnxModelSpec spec)
    {
        spec.Check(student.Classifier.out_features);
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        // A network may ask whether it is training, and single layers may have been set apart from the rest.
        (nn.Module Module, bool Training)[] modes =
            [(student, student.training), .. student.modules().Select(module => (module, module.training))];
        student.eval();
        try
        {
            return Model(student, spec).ToByteArray();
        }
        finally
        {
            foreach ((nn.Module module, bool training) in modes)
                module.train(training);
        }
    }

    private static ModelProto Model(StudentModule student, OnnxModelSpec spec)
    {
        var model = new ModelProto
        {
            IrVersion = OnnxOpset.IrVersion(spec.Opset),
            ProducerName = nameof(AfdMlNet),
            ProducerVersion = LibraryVersion.Text,
            Graph = Graph(student, spec),
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = spec.Opset } },
        };
        OnnxMetadata.Write(model, spec);
        return model;
    }

    private static GraphProto Graph(StudentModule student, OnnxModelSpec spec)
    {
        var writer = new OnnxGraphWriter(student.GetName());
        foreach (string name in (string[])[OnnxNames.Image, OnnxNames.Logits, OnnxNames.Probabilities, OnnxNames.Label])
            writer.Unique(name);

        var layers = new OnnxLayers(writer, student);
        string result = student.Classify(layers, student.Features(layers, Normalised(writer, spec)));
        GraphNames.Rename(writer.Graph, name => name == result ? OnnxNames.Logits : name, node => node);
        writer.Graph.Node.Add(
        [
            OnnxProto.Node("Softmax", OnnxNames.Probabilities, [OnnxNames.Logits], OnnxNames.Probabilities, OnnxProto.Int("axis", 1)),
            OnnxProto.Node(
                "ArgMax", OnnxNames.Label, [OnnxNames.Logits], OnnxNames.Label, OnnxProto.Int("axis", 1), OnnxProto.Int("keepdims", 0)),
        ]);

        writer.Graph.Input.Add(
            OnnxProto.Floats(OnnxNames.Image, [OnnxProto.Dimension(OnnxNames.Batch), .. Sides(spec).Select(OnnxProto.Dimension)]));
        writer.Graph.Output.Add(Outputs(OnnxProto.Dimension(student.Classifier.out_features)));
        return writer.Graph;
    }

    /// <summary>The outputs of every model, for any number of images.</summary>
    internal static ValueInfoProto[] Outputs(Dimension classes) =>
    [
        OnnxProto.Floats(OnnxNames.Logits, OnnxProto.Dimension(OnnxNames.Batch), classes.Clone()),
        OnnxProto.Floats(OnnxNames.Probabilities, OnnxProto.Dimension(OnnxNames.Batch), classes.Clone()),
        OnnxProto.Longs(OnnxNames.Label, OnnxProto.Dimension(OnnxNames.Batch)),
    ];

    private static long[] Sides(OnnxModelSpec spec) => spec.Interleaved
        ? [spec.Input.Height, spec.Input.Width, spec.Input.Channels]
        : [spec.Input.Channels, spec.Input.Height, spec.Input.Width];

    private static string Normalised(OnnxGraphWriter writer, OnnxModelSpec spec)
    {
        long channels = spec.Input.Channels;
        string image = spec.Interleaved
            ? writer.Node("Transpose", "planes", [OnnxNames.Image], OnnxProto.Ints("perm", 0, 3, 1, 2))
            : OnnxNames.Image;
        string centred = writer.Node("Sub", "centred", [image, writer.Constant("mean", spec.Mean, channels, 1, 1)]);
        return writer.Node("Div", "normalised", [centred, writer.Constant("standard_deviation", spec.StandardDeviation, channels, 1, 1)]);
    }
}
