namespace AfdMlNet.Runtime;

/// <summary>How the processor's cores are shared out.</summary>
internal static class ProcessorThreads
{
    /// <summary>Every student runs on a worker of its own; this is how many threads torch gets on each.</summary>
    /// <param name="threads">Threads in all, or null for one per logical core.</param>
    /// <param name="students">At least 1.</param>
    /// <param name="processes">How many processes train on this machine.</param>
    public static int PerStudent(int? threads, int students, int processes = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(students);
        return Math.Max(1, (threads ?? Environment.ProcessorCount / processes) / students);
    }
}
