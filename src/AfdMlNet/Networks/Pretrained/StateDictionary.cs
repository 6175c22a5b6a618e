using AfdMlNet.Files;

namespace AfdMlNet.Networks;

/// <summary>
/// Finds the state dict in what was saved: itself, or a dictionary within a checkpoint, whatever else lies beside it (a best accuracy, a
/// random state, an optimizer's averages).
/// </summary>
internal static class StateDictionary
{
    /// <summary>The longest name of a tensor. A pickle may use one long text as the name of a million.</summary>
    public const int LongestName = 512;

    private const int DeepestNest = 4;

    // In this order: a checkpoint may hold several.
    private static readonly string[] _nests = ["state_dict", "model_state_dict", "model", "net"];

    public static IReadOnlyDictionary<string, StoredTensor> Of(object? saved)
    {
        PickleDictionary root = saved as PickleDictionary ?? throw Nothing();
        PickleDictionary dictionary = Named(root, DeepestNest) ?? Largest(root) ?? throw Nothing();
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach ((string name, object tensor) in Tensors(dictionary))
            tensors[name.Length <= LongestName ? name : throw TooLong(name)] = tensor as StoredTensor ?? throw Refused(name, tensor);
        return tensors;
    }

    /// <summary>The first dictionary of a usual name that holds tensors, or that holds such a dictionary.</summary>
    private static PickleDictionary? Named(PickleDictionary dictionary, int depth) => depth == 0 ? null : _nests
        .Select(nest => dictionary.LastOrDefault(entry => entry.Key as string == nest).Value)
        .OfType<PickleDictionary>()
        .Select(nested => Named(nested, depth - 1) ?? (Tensors(nested).Any() ? nested : null))
        .FirstOrDefault(found => found is not null);

    /// <summary>Itself, or the dictionary within under any other name: the one with the most tensors.</summary>
    private static PickleDictionary? Largest(PickleDictionary root) => root
        .Where(entry => entry.Key is string)
        .Select(entry => entry.Value)
        .OfType<PickleDictionary>()
        .Prepend(root)
        .Where(dictionary => Tensors(dictionary).Any())
        .MaxBy(dictionary => Tensors(dictionary).Count());

    private static IEnumerable<(string Name, object Tensor)> Tensors(PickleDictionary dictionary) =>
        from entry in dictionary
        where entry is { Key: string, Value: StoredTensor or RefusedTensor }
        select ((string)entry.Key!, entry.Value!);

    private static InvalidDataException Refused(string name, object tensor) =>
        new($"Its tensor '{PlainText.Of(name)}' is refused: {((RefusedTensor)tensor).Reason}");

    private static InvalidDataException TooLong(string name) =>
        new($"It names a tensor with {name.Length} characters, {PlainText.Of(name)}; {LongestName} are the most.");

    private static InvalidDataException Nothing() =>
        new($"It holds no state dict, neither itself nor as its {string.Join(", ", _nests.Select(nest => $"'{nest}'"))} or another "
            + "dictionary.");
}
