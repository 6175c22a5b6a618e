using System.Text.Json;
using Onnx;
using Kind = Onnx.TensorProto.Types.DataType;

namespace AfdMlNet.Onnx;

/// <summary>Gives a model an input of bytes, N x H x W x C, in place of floats.</summary>
internal static class ByteInput
{
    private const string Values = OnnxNames.Image + "/values";

    public static void Apply(ModelProto model)
    {
        GraphProto graph = model.Graph;
        GraphNames.Rename(graph, value => value == OnnxNames.Image ? Values : value, node => node);
        TypeProto.Types.Tensor type = graph.Input.Single().Type.TensorType;
        graph.Input.Single().Name = OnnxNames.Image;
        type.ElemType = (int)Kind.Uint8;

        List<NodeProto> steps =
            [OnnxProto.Node("Cast", Name("float"), [OnnxNames.Image], Name("float"), OnnxProto.Int("to", (int)Kind.Float))];
        float[] scale = OnnxMetadata.Read(model, OnnxNames.PixelScale) is { } text ? JsonSerializer.Deserialize<float[]>(text)! : [1, 0];
        if (scale[0] != 1)
            Arithmetic("Mul", "scale", scale[0]);
        if (scale[1] != 0)
            Arithmetic("Add", "offset", scale[1]);
        if (OnnxMetadata.Read(model, OnnxNames.Layout) == OnnxNames.Planar)
        {
            var (channels, height, width) = (type.Shape.Dim[1], type.Shape.Dim[2], type.Shape.Dim[3]);
            (type.Shape.Dim[1], type.Shape.Dim[2], type.Shape.Dim[3]) = (height, width, channels);
            steps.Add(
                OnnxProto.Node("Transpose", Name("planar"), [steps[^1].Output[0]], Name("planar"), OnnxProto.Ints("perm", 0, 3, 1, 2)));
        }
        steps[^1].Output[0] = Values;
        for (int i = 0; i < steps.Count; i++)
            graph.Node.Insert(i, steps[i]);
        OnnxMetadata.Set(model, OnnxNames.Layout, OnnxNames.Interleaved);
        OnnxMetadata.Set(model, OnnxNames.InputType, "uint8");

        void Arithmetic(string operation, string name, float value)
        {
            graph.Initializer.Add(OnnxProto.Tensor(Name(name + ".value"), [value], 1));
            steps.Add(OnnxProto.Node(operation, Name(name), [steps[^1].Output[0], Name(name + ".value")], Name(name)));
        }
    }

    private static string Name(string part) => $"{OnnxNames.Image}/{part}";
}
