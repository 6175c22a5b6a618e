using AfdMlNet.Distillation;

namespace AfdMlNet.Training;

/// <summary>
/// Who does what in a step. A network belongs to one worker; its gradients are taken by the next worker that is free, the longest first.
/// Where that would leave workers idle, some pieces use all threads: one after the other, alone. Which ones do is decided beforehand, from
/// the networks' costs: bits depend on how many threads an operation has.
/// </summary>
internal sealed class WorkSchedule
{
    // Measured on ResNets at 32x32: two threads are 1.5 times as fast in inference and 1.7 times in taking gradients.
    private static readonly double _inferenceScaling = Math.Log2(1.5);
    private static readonly double _gradientScaling = Math.Log2(1.7);

    // Pieces with all threads wait for the slowest thread, which other programs may have slowed: they have to be worth it.
    private const double WorthIt = 0.97;

    private readonly IReadOnlyList<int> _workerOf;
    private readonly HashSet<StepPiece> _withAllThreads;

    private WorkSchedule(IReadOnlyList<StepPiece> pieces, IReadOnlyList<int> workerOf, IEnumerable<StepPiece> withAllThreads)
    {
        (_workerOf, _withAllThreads) = (workerOf, [.. withAllThreads]);
        Pieces = [.. pieces.OrderBy(Rank).ThenByDescending(piece => piece.Cost)];
    }

    /// <summary>The pieces, those that are to be taken first before others.</summary>
    public IReadOnlyList<StepPiece> Pieces { get; }

    /// <summary>The worker that network k belongs to.</summary>
    public int WorkerOf(int k) => _workerOf[k];

    /// <summary>Whether a piece is done alone, with all threads.</summary>
    public bool UsesAllThreads(StepPiece piece) => _withAllThreads.Contains(piece);

    /// <summary>The schedule that is expected to end first.</summary>
    public static WorkSchedule Of(IReadOnlyList<StepPiece> pieces, IReadOnlyList<int> workerOf, WorkerThreads threads)
    {
        WorkSchedule narrow = Narrow(pieces, workerOf);
        if (threads.Workers == 1)
            return narrow;
        var inTurn = new WorkSchedule(pieces, workerOf, pieces.Where(piece => piece.Phase == StepPhase.Forward));
        return Shorter(narrow.Hastened(threads), inTurn.Hastened(threads), threads);
    }

    /// <summary>The schedule in which no piece uses all threads.</summary>
    public static WorkSchedule Narrow(IReadOnlyList<StepPiece> pieces, IReadOnlyList<int> workerOf) => new(pieces, workerOf, []);

    /// <summary>When the last piece ends, by the pieces' costs.</summary>
    public double Length(WorkerThreads threads)
    {
        var queue = new WorkQueue(this);
        var running = new PriorityQueue<(int Worker, StepPiece Piece), double>();
        var idle = new SortedSet<int>(Enumerable.Range(0, threads.Workers));
        double now = 0;
        do
        {
            foreach (int worker in idle.ToArray())
            {
                if (queue.Take(worker) is not { } piece)
                    continue;
                idle.Remove(worker);
                running.Enqueue((worker, piece), now + (UsesAllThreads(piece) ? Shared(piece, threads) : piece.Cost));
            }

            running.TryDequeue(out (int Worker, StepPiece Piece) ended, out now);
            queue.Finish(ended.Piece);
            idle.Add(ended.Worker);
        }
        while (!queue.IsEmpty || running.Count > 0);
        return now;
    }

    // One piece after the other, each time that which shortens the step most.
    private WorkSchedule Hastened(WorkerThreads threads)
    {
        WorkSchedule? next = Pieces.Where(piece => !piece.HasFixedWorker && piece.Cost > 0 && !UsesAllThreads(piece))
            .Select(piece => new WorkSchedule(Pieces, _workerOf, [.. _withAllThreads, piece]))
            .MinBy(schedule => schedule.Length(threads));
        return next is null || Shorter(this, next, threads) == this ? this : next.Hastened(threads);
    }

    private static WorkSchedule Shorter(WorkSchedule one, WorkSchedule other, WorkerThreads threads) =>
        other.Length(threads) < WorthIt * one.Length(threads) ? other : one;

    private static double Shared(StepPiece piece, WorkerThreads threads) =>
        piece.Cost / Math.Pow((double)threads.All / threads.Each, piece.Phase == StepPhase.Forward ? _inferenceScaling : _gradientScaling);

    // Inferences with all threads, then what others wait for, then gradients, those with all threads last.
    private int Rank(StepPiece piece) => (UsesAllThreads(piece), piece.Phase) switch
    {
        (true, StepPhase.Forward) => 0,
        (false, StepPhase.Forward) => 1,
        (false, StepPhase.Losses) => 2,
        (false, _) => 3,
        (true, _) => 4,
    };
}
