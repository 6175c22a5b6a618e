using AfdMlNet.Files;

namespace AfdMlNet.Networks;

/// <summary>Makes a value of a function's arguments.</summary>
internal delegate object? PickleFunction(object?[] arguments);

/// <summary>A tensor that is not to be read. What it is called stands after it in the pickle, so whoever knows its name says it.</summary>
internal sealed record RefusedTensor(string Reason);

/// <summary>The elements that a pickled tensor is a view of.</summary>
internal sealed record PickledStorage(ElementType Type, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// All that a pickle may name: the parts of a state dict. Each stands for code of this file, never for a type looked up by name.
/// </summary>
internal static class PickleGlobals
{
    /// <returns>A <see cref="PickleFunction"/>, or an <see cref="ElementType"/> for a class of storages.</returns>
    /// <exception cref="InvalidDataException">It is none of them.</exception>
    public static object Find(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => (PickleFunction)OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2") => (PickleFunction)Tensor,
        ("torch._utils", "_rebuild_parameter") => (PickleFunction)Parameter,
        ("torch", "DoubleStorage") => ElementType.Float64,
        ("torch", "FloatStorage") => ElementType.Float32,
        ("torch", "HalfStorage") => ElementType.Float16,
        ("torch", "BFloat16Storage") => ElementType.BFloat16,
        ("torch", "LongStorage") => ElementType.Int64,
        ("torch", "IntStorage") => ElementType.Int32,
        ("torch", "ShortStorage") => ElementType.Int16,
        ("torch", "CharStorage") => ElementType.Int8,
        ("torch", "ByteStorage") => ElementType.UInt8,
        ("torch", "BoolStorage") => ElementType.Bool,
        _ => throw new InvalidDataException(
            $"It asks for {PlainText.Of($"{module}.{name}")}, which is neither a tensor nor a plain value. Nothing of it was run. "
            + "Save the weights alone: torch.save(model.state_dict(), path)."),
    };

    private static PickleDictionary OrderedDict(object?[] arguments) => arguments is [] ? [] : throw Wrong("OrderedDict");

    // storage, offset, shape, strides, requires_grad, backward hooks, and in some versions metadata.
    private static object Tensor(object?[] arguments)
    {
        if (arguments is not [PickledStorage storage, long offset, object?[] shape, object?[] strides, bool, PickleDictionary, ..])
            throw Wrong("tensor");
        (long[] lengths, long[] steps) = (Numbers(shape), Numbers(strides));
        try
        {
            return new StoredTensor(storage.Type, storage.Bytes, offset, lengths, steps);
        }
        catch (InvalidDataException error)
        {
            return new RefusedTensor(error.Message);
        }
    }

    private static object Parameter(object?[] arguments) =>
        arguments is [StoredTensor or RefusedTensor, bool, PickleDictionary] ? arguments[0]! : throw Wrong("parameter");

    private static long[] Numbers(object?[] values) => [.. values.Select(value => value is long number ? number : throw Wrong("tensor"))];

    private static InvalidDataException Wrong(string what) =>
        new($"Its pickle makes a {what} of arguments that torch.save does not write.");
}
