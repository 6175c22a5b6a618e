namespace AfdMlNet.Scoring;

/// <summary>The answer of a <see cref="BulkScorer"/> for a file.</summary>
public sealed class FileScore
{
    private readonly BatchScores _batch;
    private readonly int _row;

    internal FileScore(int index, Exception? error, BatchScores batch, int row) =>
        (Index, Error, _batch, _row) = (index, error, batch, row);

    /// <summary>The file's place among all, from 0.</summary>
    public int Index { get; }

    /// <summary>Why the file cannot be scored, with an answer that means nothing; null where it was scored.</summary>
    public Exception? Error { get; }

    /// <summary>The index of the most likely class in <see cref="BulkScorer.ClassNames"/>.</summary>
    public int Label => (int)_batch.Labels[_row];

    /// <summary>The probability of each class of <see cref="BulkScorer.ClassNames"/>.</summary>
    public ReadOnlySpan<float> Scores => _batch.Of(_row);
}
