using System.Numerics;

namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>
/// Seconds of MPI_Allreduce over p processes, one to a machine (Thakur, Rabenseifner and Gropp 2005, Optimization of Collective
/// Communication Operations in MPICH).
/// </summary>
internal static class Allreduce
{
    // Above it MPICH leaves recursive doubling for Rabenseifner's algorithm.
    private const double LongestShort = 2048;

    /// <summary>By the algorithm that MPICH takes.</summary>
    public static double Seconds(double bytes, int processes, Link link) =>
        bytes <= LongestShort ? Doubling(bytes, processes, link) : Rabenseifner(bytes, processes, link);

    /// <summary>Recursive doubling: log2(p) (alpha + n beta + n gamma).</summary>
    public static double Doubling(double bytes, int processes, Link link) =>
        Rounds(processes) * (link.Alpha + bytes * (link.Beta + link.Gamma));

    /// <summary>Reduce-scatter by halving, allgather by doubling: 2 log2(p) alpha + (p - 1) / p (2 n beta + n gamma).</summary>
    public static double Rabenseifner(double bytes, int processes, Link link) =>
        2 * Rounds(processes) * link.Alpha + Others(processes) * bytes * (2 * link.Beta + link.Gamma);

    /// <summary>Around a ring, as NCCL and Horovod do: 2 (p - 1) alpha + (p - 1) / p (2 n beta + n gamma).</summary>
    public static double Ring(double bytes, int processes, Link link) =>
        2 * (processes - 1) * link.Alpha + Others(processes) * bytes * (2 * link.Beta + link.Gamma);

    private static int Rounds(int processes) => BitOperations.Log2((uint)processes) + (BitOperations.IsPow2(processes) ? 0 : 1);

    private static double Others(int processes) => (processes - 1.0) / processes;
}
