namespace AfdMlNet.Runtime;

/// <summary>How the processor's cores are shared out.</summary>
internal static class ProcessorThreads
{
    /// <param name="threads">Threads in all, or null for one per logical core.</param>
    /// <param name="processes">How many processes train on this machine.</param>
    public static int Of(int? threads, int processes = 1) => Math.Max(1, threads ?? Environment.ProcessorCount / processes);
}
