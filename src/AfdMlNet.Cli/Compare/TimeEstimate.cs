namespace AfdMlNet.Cli.Compare;

/// <summary>
/// How long runs will take, by those that are finished: the mean of the same ring and variant, else of the same ring, else of all.
/// </summary>
/// <param name="runs">The protocol.</param>
/// <param name="find">The record of a run, or null.</param>
internal sealed class TimeEstimate(IReadOnlyList<PlannedRun> runs, Func<PlannedRun, RunRecord?> find)
{
    /// <summary>Null while nothing is finished.</summary>
    public TimeSpan? Of(PlannedRun run) =>
        Mean(other => other.Ring == run.Ring && other.Variant == run.Variant) ?? Mean(other => other.Ring == run.Ring) ?? Mean(_ => true);

    /// <summary>Of all that is left.</summary>
    public TimeSpan? Left() => runs.DistinctBy(run => run.Key).Where(run => find(run) is null).Aggregate(
        (TimeSpan?)TimeSpan.Zero, (sum, run) => sum + Of(run));

    private TimeSpan? Mean(Func<PlannedRun, bool> isAlike)
    {
        double[] seconds = [.. runs.Where(isAlike).Select(run => find(run)?.Seconds).OfType<double>()];
        return seconds.Length == 0 ? null : TimeSpan.FromSeconds(seconds.Average());
    }
}
