using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using AfdMlNet.Distributed;
using static MPI.Unsafe;

namespace AfdMlNet.Mpi;

/// <summary>
/// The processes that <c>mpiexec</c> started, for <see cref="AdversarialDistillationTrainer.Options.Distributed"/>. One for a process; it
/// can be joined once.
/// </summary>
public sealed class MpiGroup : IProcessGroup, IDisposable
{
    // MPI_IN_PLACE of MPICH's interface and of MS-MPI.
    private const nint InPlace = -1;

    private static readonly TimeSpan _usualPatience = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _patience;
    private readonly MPI.Environment _environment;

    // MPI is called from the thread that began it. A call cannot be taken back: where it does not return, its thread is left behind.
    private readonly BlockingCollection<Task> _calls = [];
    private bool _isLost;
    private bool _hasLeft;

    private MpiGroup(TimeSpan patience)
    {
        _patience = patience;
        new Thread(Work) { IsBackground = true, Name = "AfdMlNet MPI" }.Start();
        _environment = Call(Begin, Timeout.InfiniteTimeSpan);
        (Rank, Size) = (MPI.Communicator.world.Rank, MPI.Communicator.world.Size);
    }

    /// <summary>Whether a launcher of MPI (<c>mpiexec</c>, <c>srun --mpi=pmi2</c>) started this process. Loads nothing.</summary>
    public static bool IsLaunched => MpiLauncher.Of(Environment.GetEnvironmentVariable).Processes is not null;

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public int CountOnThisMachine { get; private set; } = 1;

    /// <summary>Joins the processes that were started with this one. Every one of them calls it.</summary>
    /// <param name="patience">
    /// How long a call waits for the other processes before they are held to be lost; null (default) is 30 seconds. A machine that vanishes
    /// is noticed by nothing else. Above zero; more than any process does between two steps, such as writing a checkpoint.
    /// </param>
    /// <exception cref="DllNotFoundException">There is no MPI on this machine; the message says what to install.</exception>
    /// <exception cref="NotSupportedException">It is Open MPI.</exception>
    /// <exception cref="InvalidOperationException">This process has joined before, or its launcher is of another MPI.</exception>
    /// <exception cref="ProcessGroupException">A process is lost.</exception>
    public static MpiGroup Join(TimeSpan? patience = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience ?? _usualPatience, TimeSpan.Zero, nameof(patience));
        MpiLauncher launcher = MpiLauncher.Of(Environment.GetEnvironmentVariable);
        if (launcher.IsOpenMpi)
            throw MpiLibrary.OpenMpi("This process was started by Open MPI's launcher.");
        MpiLibrary.EnsureLoaded();
        if (MPI.Environment.Initialized)
            throw new InvalidOperationException(
                "This process has joined its group before: MPI can be begun once in a process. Keep the MpiGroup.");
        var group = new MpiGroup(patience ?? _usualPatience);
        if (launcher.Processes is { } started && started != group.Size)
            throw new InvalidOperationException(
                $"The launcher started {started} processes and MPI knows of {group.Size}: they do not find each other. "
                + "Start with the mpiexec of the MPI that is installed (Debian: mpiexec.mpich; Slurm: srun --mpi=pmi2 where that MPI was "
                + "built for it).");
        group.CountOnThisMachine = group.Neighbours();
        return group;
    }

    /// <inheritdoc/>
    public void Barrier() => Call(() => Check(MPI_Barrier(MPI_COMM_WORLD)), Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void AllReduceSum(Memory<float> values) =>
        OnMemory(values, address => MPI_Allreduce(InPlace, address, values.Length, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD));

    /// <inheritdoc/>
    public void AllReduceSum(Memory<double> values) =>
        OnMemory(values, address => MPI_Allreduce(InPlace, address, values.Length, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD));

    /// <inheritdoc/>
    public byte[] Broadcast(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        double[] length = [Rank == 0 ? bytes.Length : 0];
        AllReduceSum(length);
        byte[] given = Rank == 0 ? bytes : new byte[(int)length[0]];
        OnMemory(given.AsMemory(), address => MPI_Bcast(address, given.Length, MPI_BYTE, 0, MPI_COMM_WORLD));
        return given;
    }

    /// <summary>
    /// Leaves the group, as every process does once its work is done. A process that ends without it, as after an error, is taken for one
    /// that failed: the launcher then ends the others, which would wait for it. Waits for the others as long as any call does, and no
    /// longer: what was trained is there whether they come or not.
    /// </summary>
    public void Leave()
    {
        if (_isLost || _hasLeft)
            return;
        _hasLeft = true;
        try
        {
            Call(_environment.Dispose, _patience);
        }
        catch (ProcessGroupException)
        {
            // Somebody is lost on the way out: nothing is asked of them any more.
        }
    }

    /// <summary>Lets go of the thread that talks to the others. Does not leave: see <see cref="Leave"/>.</summary>
    public void Dispose() => _calls.CompleteAdding();

    private static MPI.Environment Begin()
    {
        string[] arguments = [];
        var environment = new MPI.Environment(ref arguments, MPI.Threading.Funneled);
        // Errors come back as numbers and are thrown below, in place of ending the process.
        Check(MPI_Errhandler_set(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
        return environment;
    }

    /// <summary>How many processes have this machine's name.</summary>
    private int Neighbours()
    {
        byte[] own = SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName));
        // Each process has a place for 48 bits of its name's hash, which a double holds exactly.
        var names = new double[Size];
        names[Rank] = BitConverter.ToUInt64(own) >> 16;
        double name = names[Rank];
        AllReduceSum(names);
        return names.Count(other => other == name);
    }

    private unsafe void OnMemory<T>(Memory<T> memory, Func<nint, int> call)
    {
        MemoryHandle pinned = memory.Pin();
        nint address = (nint)pinned.Pointer;
        Call(() => Check(call(address)), _patience);
        // Not where the call did not return: it may write there yet.
        pinned.Dispose();
    }

    private static void Check(int result)
    {
        if (result == MPI_SUCCESS)
            return;
        byte[] text = new byte[MPI_MAX_ERROR_STRING];
        int length = 0;
        string words = MPI_Error_string(result, text, ref length) == MPI_SUCCESS
            ? Encoding.UTF8.GetString(text, 0, length)
            : $"error {result}";
        throw new ProcessGroupException($"MPI failed, most likely because another process is gone: {words}");
    }

    private void Call(Action action, TimeSpan patience) => Call(
        () =>
        {
            action();
            return true;
        },
        patience);

    private T Call<T>(Func<T> function, TimeSpan patience)
    {
        if (_isLost)
            throw Lost();
        var call = new Task<T>(function);
        _calls.Add(call);
        try
        {
            if (call.Wait(patience))
                return call.Result;
        }
        catch (AggregateException error) when (error.InnerException is { } inner)
        {
            _isLost = inner is ProcessGroupException;
            ExceptionDispatchInfo.Throw(inner);
        }

        _isLost = true;
        throw Lost();
    }

    private ProcessGroupException Lost() => new(
        $"Process {Rank} of {Size} waited {_patience.TotalSeconds:0.#} s for the others, and not all came: one of them, or its machine, "
            + "is gone.");

    private void Work()
    {
        foreach (Task call in _calls.GetConsumingEnumerable())
            call.RunSynchronously();
    }
}
