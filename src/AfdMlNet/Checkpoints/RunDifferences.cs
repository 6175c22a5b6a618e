namespace AfdMlNet.Checkpoints;

/// <summary>Compares what decides two runs' weights.</summary>
internal static class RunDifferences
{
    /// <summary>What differs, in words.</summary>
    public static IReadOnlyList<string> Between(IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> wanted) =>
        [.. stored.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal)
            .Where(name => stored.GetValueOrDefault(name) != wanted.GetValueOrDefault(name))
            .Select(name => $"{name} was {stored.GetValueOrDefault(name, "at its default")} and is "
                + $"{wanted.GetValueOrDefault(name, "at its default")}")];
}
