using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Cli.Compare;

/// <summary>Which runs of a comparison a shard does: decided by the protocol alone, whatever is on record.</summary>
internal static class ShardRuns
{
    /// <summary>
    /// Runs of one ring and variant cost the same, so they are dealt together, seed after seed: each shard gets nearly as many of every
    /// kind. The order within a shard stays the protocol's.
    /// </summary>
    public static IReadOnlyList<PlannedRun> Of(IReadOnlyList<PlannedRun> runs, Shard? shard)
    {
        if (shard is null)
            return runs;
        HashSet<PlannedRun> own = [.. shard.Dealt(runs.GroupBy(run => (run.Ring, run.Variant)).SelectMany(kind => kind))];
        return [.. runs.Where(own.Contains)];
    }
}
