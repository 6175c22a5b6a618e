using System.Buffers.Binary;
using System.Text.Json;
using AfdMlNet.Files;

namespace AfdMlNet.Networks;

/// <summary>A .safetensors file: the header's length in 8 bytes, a JSON header, and the tensors' elements.</summary>
internal static class SafetensorsFile
{
    public const int LargestHeader = 16 << 20;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The tensors by name.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyDictionary<string, StoredTensor> Read(Stream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LargestHeader || (long)headerLength > file.Length - prefix.Length)
            throw new InvalidDataException("It is neither a .pth file of torch.save nor a .safetensors file, or it is cut off.");
        var header = new byte[headerLength];
        file.ReadExactly(header);
        using JsonDocument json = JsonDocument.Parse(header, _strict);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw Wrong();

        var data = new byte[file.Length - file.Position];
        file.ReadExactly(data);
        return json.RootElement.EnumerateObject()
            .Where(property => property.Name != "__metadata__")
            .ToDictionary(property => property.Name, property => Named(property, data), StringComparer.Ordinal);
    }

    private static StoredTensor Named(JsonProperty property, byte[] data)
    {
        try
        {
            return Tensor(property.Value, data);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"Its tensor '{PlainText.Of(property.Name)}' is refused: {error.Message}", error);
        }
    }

    private static StoredTensor Tensor(JsonElement entry, byte[] data)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out JsonElement lengths) || Numbers(lengths) is not { } shape
            || !entry.TryGetProperty("data_offsets", out JsonElement offsets) || Numbers(offsets) is not [var begin, var end]
            || begin < 0 || end < begin || end > data.Length)
            throw Wrong();
        ElementType type = Type(name.GetString()!);
        var tensor = new StoredTensor(type, data.AsMemory((int)begin, (int)(end - begin)), 0, shape);
        return tensor.Shape.Aggregate(1L, (product, length) => product * length) * StoredTensor.SizeOf(type) == end - begin
            ? tensor
            : throw Wrong();
    }

    private static long[]? Numbers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array
            || array.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out _)))
            return null;
        return [.. array.EnumerateArray().Select(value => value.GetInt64())];
    }

    private static ElementType Type(string name) => name switch
    {
        "F64" => ElementType.Float64,
        "F32" => ElementType.Float32,
        "F16" => ElementType.Float16,
        "BF16" => ElementType.BFloat16,
        "I64" => ElementType.Int64,
        "I32" => ElementType.Int32,
        "I16" => ElementType.Int16,
        "I8" => ElementType.Int8,
        "U8" => ElementType.UInt8,
        "BOOL" => ElementType.Bool,
        _ => throw new InvalidDataException($"It holds elements of a type that is not supported: {PlainText.Of(name)}."),
    };

    private static InvalidDataException Wrong() => new("Its header does not describe tensors that are in the file.");
}
