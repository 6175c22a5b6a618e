using AfdMlNet.Distillation;

namespace AfdMlNet.Training;

/// <summary>How far the pieces of a schedule are done, and who does which next. Not for several threads at a time.</summary>
internal sealed class WorkQueue(WorkSchedule schedule)
{
    private readonly HashSet<StepPiece> _taken = [];
    private readonly HashSet<StepPiece> _done = [];

    /// <summary>Whether nothing is left to be taken.</summary>
    public bool IsEmpty => _taken.Count == schedule.Pieces.Count;

    /// <summary>The next piece for a worker that is free; null where there is none, or none yet.</summary>
    public StepPiece? Take(int worker)
    {
        if (_taken.Any(piece => schedule.UsesAllThreads(piece) && !_done.Contains(piece)))
            return null;
        foreach (StepPiece piece in schedule.Pieces.Where(piece => !_taken.Contains(piece) && piece.After.All(_done.Contains)))
        {
            bool isMine = !piece.HasFixedWorker || schedule.WorkerOf(piece.Network) == worker;
            if (schedule.UsesAllThreads(piece))
            {
                // It is next for whoever may, once all others are done with theirs.
                if (!isMine || _done.Count < _taken.Count)
                    return null;
            }
            else if (!isMine)
            {
                continue;
            }

            _taken.Add(piece);
            return piece;
        }

        return null;
    }

    /// <summary>A piece is done.</summary>
    public void Finish(StepPiece piece) => _done.Add(piece);
}
