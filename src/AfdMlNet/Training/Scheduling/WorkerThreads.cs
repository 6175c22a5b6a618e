namespace AfdMlNet.Training;

/// <summary>How the processor's threads are shared out among workers.</summary>
/// <param name="Workers">How many workers, at least 1.</param>
/// <param name="Each">How many threads torch has on each of them, at least 1.</param>
/// <param name="All">How many threads there are in all.</param>
internal readonly record struct WorkerThreads(int Workers, int Each, int All)
{
    /// <param name="threads">Threads in all, at least 1.</param>
    /// <param name="students">At least 1: more workers than students have nothing to do.</param>
    public static WorkerThreads Of(int threads, int students)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(students);
        int workers = Math.Min(threads, students);
        return new WorkerThreads(workers, threads / workers, threads);
    }

    /// <summary>A worker for each student whatever the threads: it waits for its device, and nothing runs with all threads.</summary>
    public static WorkerThreads OnDevices(int threads, int students)
    {
        int each = Math.Max(1, threads / students);
        return new WorkerThreads(students, each, each);
    }
}
