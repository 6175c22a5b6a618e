using System.Runtime.ExceptionServices;
using AfdMlNet.Distillation;
using AfdMlNet.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// Threads that networks belong to. Steadier than torch's own threads over all networks in turn, up to twice as fast on a busy machine.
/// Each worker keeps a dispose scope open from one <see cref="Release"/> to the next: what it makes lives until all workers are done with
/// it.
/// </summary>
internal sealed class StudentWorkers : IDisposable
{
    private readonly WorkerThreads _threads;
    private readonly Worker[] _workers;
    private readonly int _callersThreads = get_num_threads();

    /// <param name="costs">What each network's inference costs: the larger of two networks on one worker has it to itself.</param>
    /// <param name="threads">How many workers, and their threads.</param>
    public StudentWorkers(IReadOnlyList<double> costs, WorkerThreads threads)
    {
        _threads = threads;
        _workers = [.. Enumerable.Range(0, threads.Workers).Select(worker => new Worker(worker, threads.Each))];
        WorkerOf = Shared(costs, threads.Workers);
    }

    /// <summary>Workers for a ring. A GPU is waited for and does not care for threads: there each network has a worker.</summary>
    /// <param name="ring">The networks.</param>
    /// <param name="threads">CPU threads in all, at least 1.</param>
    /// <param name="entered">See <see cref="Entered"/>.</param>
    public static StudentWorkers Of(Ring ring, int threads, Action<int, StepPhase>? entered = null) => new(
        [.. ring.Peers.Select(peer => peer.Cost.Inference)],
        ring.Devices.All(device => device.type == DeviceType.CPU)
            ? WorkerThreads.Of(threads, ring.Count)
            : WorkerThreads.OnDevices(threads, ring.Count))
    {
        Entered = entered,
    };

    /// <summary>The worker of each network.</summary>
    public IReadOnlyList<int> WorkerOf { get; }

    /// <summary>Told as a worker enters a part of network k's step; null for nobody. For measurements.</summary>
    public Action<int, StepPhase>? Entered { get; init; }

    /// <summary>Shares the pieces of a pass out.</summary>
    public WorkSchedule Schedule(IReadOnlyList<StepPiece> pieces) => WorkSchedule.Of(pieces, WorkerOf, _threads);

    /// <summary>The same where every piece has only its worker's threads.</summary>
    public WorkSchedule ScheduleNarrow(IReadOnlyList<StepPiece> pieces) => WorkSchedule.Narrow(pieces, WorkerOf);

    /// <summary>Runs one phase of every network on the network's worker and waits for all: the barrier between phases.</summary>
    /// <param name="phase">What is done for network k.</param>
    public void Run(Action<int> phase) => RunAll(worker =>
    {
        for (int k = 0; k < WorkerOf.Count; k++)
        {
            if (WorkerOf[k] == worker)
                phase(k);
        }
    });

    /// <summary>The same for several phases, without a barrier between them.</summary>
    public void Run(params IReadOnlyList<(StepPhase Phase, Action<int> Work)> phases) => Run(k =>
    {
        foreach ((StepPhase phase, Action<int> work) in phases)
            Measured(k, phase, () => work(k));
    });

    /// <summary>Has all pieces done and waits for the last.</summary>
    /// <param name="schedule">Who does what.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="cancellation">Leaves what is not begun.</param>
    /// <exception cref="OperationCanceledException">Some pieces were left, or one was between two layers.</exception>
    public void Run(WorkSchedule schedule, Action<StepPiece> work, CancellationToken cancellation = default)
    {
        var queue = new WorkQueue(schedule);
        bool hasFailed = false;
        RunAll(worker =>
        {
            while (Next(worker) is { } piece)
            {
                try
                {
                    HeededStop.During(() => Do(piece, schedule.UsesAllThreads(piece), work), cancellation);
                }
                catch
                {
                    lock (queue)
                        hasFailed = true;
                    throw;
                }
                finally
                {
                    lock (queue)
                    {
                        queue.Finish(piece);
                        Monitor.PulseAll(queue);
                    }
                }
            }
        });
        if (!queue.IsEmpty)
            throw new OperationCanceledException("The step was left.", cancellation);

        StepPiece? Next(int worker)
        {
            lock (queue)
            {
                while (!queue.IsEmpty && !hasFailed && !cancellation.IsCancellationRequested)
                {
                    if (queue.Take(worker) is { } piece)
                        return piece;
                    Monitor.Wait(queue);
                }

                return null;
            }
        }
    }

    /// <summary>Disposes what the workers made since the last release.</summary>
    public void Release()
    {
        foreach (Worker worker in _workers)
            worker.Start(phase: null);
        foreach (Worker worker in _workers)
            worker.Wait();
    }

    public void Dispose()
    {
        foreach (Worker worker in _workers)
            worker.Dispose();
        // The math library's own count is process-wide: leave it as it was found.
        set_num_threads(_callersThreads);
    }

    private void RunAll(Action<int> work)
    {
        foreach (Worker worker in _workers)
            worker.Start(work);
        Exception?[] errors = [.. _workers.Select(worker => worker.Wait())];
        if (errors.FirstOrDefault(error => error is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    private StepPiece Do(StepPiece piece, bool usesAllThreads, Action<StepPiece> work)
    {
        if (!usesAllThreads)
        {
            Measured(piece.Network, piece.Phase, () => work(piece));
            return piece;
        }

        set_num_threads(_threads.All);
        try
        {
            Measured(piece.Network, piece.Phase, () => work(piece));
        }
        finally
        {
            set_num_threads(_threads.Each);
        }

        return piece;
    }

    private void Measured(int k, StepPhase phase, Action work)
    {
        Entered?.Invoke(k, phase);
        work();
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    // The most expensive first, each to the worker that has least.
    private static int[] Shared(IReadOnlyList<double> costs, int workers)
    {
        var workerOf = new int[costs.Count];
        var load = new double[workers];
        foreach (int k in Enumerable.Range(0, costs.Count).OrderByDescending(k => costs[k]))
        {
            workerOf[k] = Array.IndexOf(load, load.Min());
            load[workerOf[k]] += costs[k];
        }

        return workerOf;
    }

    private sealed class Worker : IDisposable
    {
        private readonly int _index;
        private readonly Thread _thread;
        private readonly SemaphoreSlim _go = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private Action<int>? _phase;
        private Exception? _error;
        private bool _stopping;

        public Worker(int index, int threads)
        {
            _index = index;
            _thread = new Thread(() => Loop(threads)) { IsBackground = true, Name = $"AfdMlNet student {index}" };
            _thread.Start();
        }

        public void Start(Action<int>? phase)
        {
            _phase = phase;
            _go.Release();
        }

        public Exception? Wait()
        {
            _done.Wait();
            return _error;
        }

        public void Dispose()
        {
            _stopping = true;
            _go.Release();
            _thread.Join();
            _go.Dispose();
            _done.Dispose();
        }

        private void Loop(int threads)
        {
            set_num_threads(threads);
            DisposeScope scope = NewDisposeScope();
            for (_go.Wait(); !_stopping; _go.Wait())
            {
                _error = null;
                try
                {
                    if (_phase is null)
                    {
                        scope.Dispose();
                        scope = NewDisposeScope();
                    }
                    else
                    {
                        _phase(_index);
                    }
                }
#pragma warning disable CA1031 // Handed to the caller of Run.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    _error = error;
                }

                _done.Release();
            }

            scope.Dispose();
        }
    }
}
