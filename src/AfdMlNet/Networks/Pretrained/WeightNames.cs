namespace AfdMlNet.Networks;

/// <summary>From a file's names to the network's.</summary>
internal static class WeightNames
{
    /// <summary>The number of batches that a batch norm has seen. Training starts to count anew.</summary>
    public const string Counter = "num_batches_tracked";

    /// <summary>The file's tensors under the network's names; those that the network does not have keep theirs.</summary>
    /// <param name="stored">The file's tensors.</param>
    /// <param name="network">The network's names.</param>
    /// <returns>
    /// The tensors that the network's are read from, and the names of those that belong to something else in the same file.
    /// </returns>
    public static (IReadOnlyList<(string Name, StoredTensor Tensor)> Own, IReadOnlyList<string> Others) Map(
        IReadOnlyDictionary<string, StoredTensor> stored, IReadOnlySet<string> network)
    {
        string prefix = Prefix(stored.Keys, network);
        List<(string, StoredTensor)> own = [];
        List<string> others = [];
        foreach ((string name, StoredTensor tensor) in stored)
        {
            if (name.EndsWith(Counter, StringComparison.Ordinal))
                continue;
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                own.Add((Known(name[prefix.Length..], network) ?? name[prefix.Length..], tensor));
            else
                others.Add(name);
        }

        return (own, others);
    }

    /// <summary>
    /// What stands before the network's names: a wrapper's name (DataParallel's <c>module.</c>, torch.compile's <c>_orig_mod.</c>,
    /// Lightning's <c>model.</c>), however many of them. It is the one behind which the most of the network's names are found, the shortest
    /// of equals; fewer than half of them are found by chance.
    /// </summary>
    private static string Prefix(IEnumerable<string> names, IReadOnlySet<string> network) => names
        .SelectMany(name => Prefixes(name).Where(prefix => Known(name[prefix.Length..], network) is not null))
        .CountBy(prefix => prefix, StringComparer.Ordinal)
        .Where(prefix => 2 * prefix.Value >= network.Count)
        .OrderByDescending(prefix => prefix.Value)
        .ThenBy(prefix => prefix.Key.Length)
        .FirstOrDefault(new KeyValuePair<string, int>("", 0)).Key;

    private static IEnumerable<string> Prefixes(string name)
    {
        yield return "";
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            yield return name[..(dot + 1)];
    }

    private static string? Known(string name, IReadOnlySet<string> network)
    {
        if (network.Contains(name))
            return name;
        string alias = Alias(name);
        return network.Contains(alias) ? alias : null;
    }

    private static string Alias(string name) => name.StartsWith("linear.", StringComparison.Ordinal)
        ? $"fc.{name["linear.".Length..]}"
        : name.Replace(".shortcut.", ".downsample.", StringComparison.Ordinal);
}
