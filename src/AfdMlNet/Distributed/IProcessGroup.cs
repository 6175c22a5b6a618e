namespace AfdMlNet.Distributed;

/// <summary>
/// Processes that train one ring together, each on its part of every batch. <c>AfdMlNet.Mpi</c> has the one over MPI. Every member is
/// called by all processes in the same order, from one thread at a time.
/// </summary>
public interface IProcessGroup
{
    /// <summary>This process's number, from 0. The first writes checkpoints.</summary>
    int Rank { get; }

    /// <summary>Number of processes, at least 1.</summary>
    int Size { get; }

    /// <summary>How many of them share this machine's processors, this one included.</summary>
    int CountOnThisMachine { get; }

    /// <summary>
    /// Returns once every process has come here. There is no limit to the time that this takes: some have more images to read than others.
    /// </summary>
    /// <exception cref="ProcessGroupException">A process is lost.</exception>
    void Barrier();

    /// <summary>Adds the values of all processes, place by place; afterwards every process holds the same sums, bit for bit.</summary>
    /// <param name="values">This process's values, of the same length in all; replaced by the sums.</param>
    /// <exception cref="ProcessGroupException">A process is lost.</exception>
    void AllReduceSum(Memory<float> values);

    /// <inheritdoc cref="AllReduceSum(Memory{float})"/>
    void AllReduceSum(Memory<double> values);

    /// <summary>Gives the first process's bytes to all.</summary>
    /// <param name="bytes">In the first process, what is given; in the others it is not looked at.</param>
    /// <returns>The first process's bytes.</returns>
    /// <exception cref="ProcessGroupException">A process is lost.</exception>
    byte[] Broadcast(byte[] bytes);
}
