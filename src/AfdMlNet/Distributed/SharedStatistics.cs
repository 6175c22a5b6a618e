namespace AfdMlNet.Distributed;

/// <summary>
/// What becomes of the running statistics of batch norm, which every process takes of its own part of a batch. Either way all processes
/// hold the same after each step, and the statistics that a step normalises by stay those of a process's own part.
/// </summary>
public enum SharedStatistics
{
    /// <summary>
    /// Their mean over the processes: they are of all images of the batch, as without other processes, and no process's part counts more
    /// than another's.
    /// </summary>
    Averaged,

    /// <summary>Those of the first process, as PyTorch's <c>DistributedDataParallel</c> has it.</summary>
    FirstProcess,
}
