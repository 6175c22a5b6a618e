using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>A tensor in the header of a .safetensors file.</summary>
/// <param name="Type">Its elements' type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offsets">Where its elements begin and end, from the end of the header.</param>
internal sealed record StoredTensorEntry(
    [property: JsonPropertyName("dtype")] string Type,
    [property: JsonPropertyName("shape")] IReadOnlyList<long> Shape,
    [property: JsonPropertyName("data_offsets")] IReadOnlyList<long> Offsets)
{
    public static StoredTensorEntry Of(Tensor tensor, long begin) => new(TypeOf(tensor), tensor.shape, [begin, begin + LengthOf(tensor)]);

    /// <summary>Whether it is of this tensor's type and shape, and has as many bytes as that takes.</summary>
    public bool Fits(Tensor tensor) =>
        Type == TypeOf(tensor) && Shape.SequenceEqual(tensor.shape) && Offsets is [var begin, var end] && end - begin == LengthOf(tensor);

    public static long LengthOf(Tensor tensor) => tensor.numel() * tensor.ElementSize;

    private static string TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Int16 => "I16",
        ScalarType.Int8 => "I8",
        ScalarType.Byte => "U8",
        ScalarType.Bool => "BOOL",
        ScalarType other => throw new NotSupportedException($"A checkpoint cannot hold tensors of {other}."),
    };
}
