namespace AfdMlNet.Networks.Pretrained;

/// <summary>From a file's names to the network's.</summary>
internal static class WeightNames
{
    /// <summary>The number of batches that a batch norm has seen. Training starts to count anew.</summary>
    public const string Counter = "num_batches_tracked";

    private static readonly string[] _prefixes = ["module.", "model.", "state_dict."];

    /// <summary>The file's tensors under the network's names; those that the network does not have keep theirs.</summary>
    public static IEnumerable<(string Name, StoredTensor Tensor)> Map(IReadOnlyDictionary<string, StoredTensor> stored, IReadOnlySet<string> network)
    {
        int prefix = stored.Keys.Any(network.Contains) ? 0 : CommonPrefix([.. stored.Keys]);
        foreach ((string name, StoredTensor tensor) in stored)
        {
            string own = name[prefix..];
            if (!own.EndsWith(Counter, StringComparison.Ordinal)) yield return (network.Contains(own) ? own : Alias(own), tensor);
        }
    }

    // A wrapper's name (DataParallel, a checkpoint's) is before every name or it is none.
    private static int CommonPrefix(string[] names)
    {
        int length = 0;
        while (names.Length > 0 && _prefixes.FirstOrDefault(prefix => names.All(name => name.AsSpan(length).StartsWith(prefix, StringComparison.Ordinal))) is { } common)
            length += common.Length;
        return length;
    }

    private static string Alias(string name)
    {
        if (name.StartsWith("linear.", StringComparison.Ordinal)) return $"fc.{name["linear.".Length..]}";
        return name.Replace(".shortcut.", ".downsample.", StringComparison.Ordinal);
    }
}
