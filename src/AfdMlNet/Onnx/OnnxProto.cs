using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using Attribute = Onnx.AttributeProto;
using AttributeKind = Onnx.AttributeProto.Types.AttributeType;
using Kind = Onnx.TensorProto.Types.DataType;

namespace AfdMlNet.Onnx;

/// <summary>Short ways to write ONNX's protobuf messages.</summary>
internal static class OnnxProto
{
    public static TensorProto Tensor(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Raw(name, Kind.Float, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Tensor(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Raw(name, Kind.Int64, MemoryMarshal.AsBytes(values), shape);

    public static NodeProto Node(
        string type, string name, IEnumerable<string> inputs, string output, params IEnumerable<Attribute> attributes) =>
        new() { OpType = type, Name = name, Input = { inputs }, Output = { output }, Attribute = { attributes } };

    public static Attribute Int(string name, long value) => new() { Name = name, Type = AttributeKind.Int, I = value };

    public static Attribute Ints(string name, params IEnumerable<long> values) => new()
    {
        Name = name,
        Type = AttributeKind.Ints,
        Ints = { values },
    };

    public static Attribute Float(string name, double value) => new() { Name = name, Type = AttributeKind.Float, F = (float)value };

    public static Attribute Tensor(string name, TensorProto value) => new() { Name = name, Type = AttributeKind.Tensor, T = value };

    public static Attribute Strings(string name, IEnumerable<string> values) =>
        new() { Name = name, Type = AttributeKind.Strings, Strings = { values.Select(ByteString.CopyFromUtf8) } };

    public static ValueInfoProto Floats(string name, params IEnumerable<TensorShapeProto.Types.Dimension> shape) =>
        Value(name, Kind.Float, shape);

    public static ValueInfoProto Longs(string name, params IEnumerable<TensorShapeProto.Types.Dimension> shape) =>
        Value(name, Kind.Int64, shape);

    public static TensorShapeProto.Types.Dimension Dimension(long size) => new() { DimValue = size };

    public static TensorShapeProto.Types.Dimension Dimension(string symbol) => new() { DimParam = symbol };

    private static ValueInfoProto Value(string name, Kind kind, IEnumerable<TensorShapeProto.Types.Dimension> shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor { ElemType = (int)kind, Shape = new TensorShapeProto { Dim = { shape } } },
        },
    };

    private static TensorProto Raw(string name, Kind kind, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)kind, RawData = ByteString.CopyFrom(values) };
        foreach (long size in shape)
            tensor.Dims.Add(size);
        return tensor;
    }
}
