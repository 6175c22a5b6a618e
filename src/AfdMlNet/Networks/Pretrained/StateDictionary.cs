namespace AfdMlNet.Networks.Pretrained;

/// <summary>Finds the state dict in what was saved: itself, or within the dictionary of a checkpoint.</summary>
internal static class StateDictionary
{
    /// <summary>The longest name of a tensor. A pickle may use one long text as the name of a million.</summary>
    public const int LongestName = 512;

    private const int DeepestNest = 4;

    // In this order: a checkpoint may hold several.
    private static readonly string[] _nests = ["state_dict", "model_state_dict", "model", "net"];

    public static IReadOnlyDictionary<string, StoredTensor> Of(object? saved)
    {
        PickleDictionary dictionary = saved as PickleDictionary ?? throw Nothing();
        for (int depth = 0; depth < DeepestNest && !Tensors(dictionary).Any(); depth++)
        {
            dictionary = _nests
                .Select(nest => dictionary.LastOrDefault(entry => entry.Key as string == nest).Value)
                .OfType<PickleDictionary>()
                .FirstOrDefault() ?? throw Nothing();
        }

        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach ((string name, StoredTensor tensor) in Tensors(dictionary))
            tensors[name.Length <= LongestName ? name : throw TooLong(name)] = tensor;
        return tensors.Count > 0 ? tensors : throw Nothing();
    }

    private static IEnumerable<(string Name, StoredTensor Tensor)> Tensors(PickleDictionary dictionary) =>
        from entry in dictionary
        where entry is { Key: string, Value: StoredTensor }
        select ((string)entry.Key!, (StoredTensor)entry.Value!);

    private static InvalidDataException TooLong(string name) =>
        new($"It names a tensor with {name.Length} characters, {PlainText.Of(name)}; {LongestName} are the most.");

    private static InvalidDataException Nothing() =>
        new($"It holds no state dict, neither itself nor as its {string.Join(", ", _nests.Select(nest => $"'{nest}'"))}.");
}
