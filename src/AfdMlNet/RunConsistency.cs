using System.Text.Json;
using AfdMlNet.Checkpoints;
using AfdMlNet.Distributed;

namespace AfdMlNet;

/// <summary>Makes sure that all processes of a group train the same: the same options, the same seed, the same images.</summary>
internal static class RunConsistency
{
    /// <param name="group">The processes.</param>
    /// <param name="run">What decides this process's run: see <see cref="RunIdentity"/>.</param>
    /// <exception cref="ArgumentException">
    /// They do not: thrown in every process; where the differences are, the message lists them.
    /// </exception>
    /// <exception cref="ProcessGroupException">A process is lost.</exception>
    public static void Check(IProcessGroup group, IReadOnlyDictionary<string, string> run)
    {
        group.Barrier();
        byte[] first = group.Broadcast(
            JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(run.ToDictionary(), StringComparer.Ordinal)));
        IReadOnlyList<string> differences = RunDifferences.Between(JsonSerializer.Deserialize<Dictionary<string, string>>(first)!, run);
        double[] differing = [differences.Count > 0 ? 1 : 0];
        group.AllReduceSum(differing);
        if (differences.Count > 0)
            throw new ArgumentException(
                $"Process {group.Rank} of {group.Size} was given another run than process 0. Give all of them the same options and "
                    + $"images:{string.Concat(differences.Select(difference => $"\n- {difference}"))}");
        if (differing[0] > 0)
            throw new ArgumentException($"{differing[0]} of {group.Size} processes were given another run than this one. Give all of them "
                + "the same options and images; they say what differs.");
    }
}
