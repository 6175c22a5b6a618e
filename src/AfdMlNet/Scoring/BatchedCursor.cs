using System.Runtime.ExceptionServices;
using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>A cursor that reads some rows ahead and scores them together.</summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    /// <summary>The most rows that are read ahead.</summary>
    internal const int MostRows = 64;

    private readonly Func<DataViewRowCursor> _open;
    private readonly DataViewSchema.Column _pixels;
    private readonly ReadAheadScores _scores;
    private readonly ReadAheadColumn?[] _columns;
    private readonly bool[] _active;
    private readonly BatchedView.ScoredColumns _scored;
    private readonly DataViewRowId[] _ids = new DataViewRowId[MostRows];
    private readonly long[] _batches = new long[MostRows];
    private DataViewRowCursor? _input;
    private ValueGetter<DataViewRowId>? _id;
    private ExceptionDispatchInfo? _failure;
    private int _count;
    private int _row = -1;
    // One row at first: whoever looks at the first rows alone does not pay for sixty-four.
    private int _ahead = 1;
    private long _position = -1;

    /// <param name="schema">The schema of the view.</param>
    /// <param name="scored">The columns that scoring adds.</param>
    /// <param name="columns">The active columns.</param>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <param name="pixels">The column of pixels in it.</param>
    /// <param name="open">
    /// Opens the input. Not before the first row is asked for: ML.NET's cursors read ahead from when they are made.
    /// </param>
    /// <param name="session">Scores.</param>
    public BatchedCursor(
        DataViewSchema schema, BatchedView.ScoredColumns scored, IEnumerable<DataViewSchema.Column> columns,
        DataViewSchema inputSchema, string pixels, Func<DataViewRowCursor> open, Lazy<BatchSession> session)
    {
        (Schema, _scored, _open, _pixels) = (schema, scored, open, inputSchema[pixels]);
        _columns = new ReadAheadColumn?[schema.Count];
        _active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            _active[column.Index] = true;
            if (!scored.Contains(column))
                _columns[column.Index] = ReadAheadColumn.Of(inputSchema[column.Name], MostRows);
        }
        _scores = new ReadAheadScores(session, MostRows);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => _row < 0 ? 0 : _batches[_row];

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _active.Length && _active[column.Index];

    public override bool MoveNext()
    {
        if (++_row >= _count && !ReadAhead())
        {
            (_row, _count, _position) = (-1, 0, -1);
            return false;
        }
        _position++;
        return true;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentException($"Column '{column.Name}' is not among those that the cursor was made for.", nameof(column));
        Delegate getter = column.Index == _scored.Score.Index ? (ValueGetter<VBuffer<float>>)Score
            : column.Index == _scored.PredictedLabel.Index ? (ValueGetter<uint>)Label
            : _columns[column.Index]!.Getter(Row);
        return getter as ValueGetter<TValue>
            ?? throw new ArgumentException($"Column '{column.Name}' is {column.Type} and not {typeof(TValue)}.", nameof(column));
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Row()];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input?.Dispose();
        base.Dispose(disposing);
    }

    private void Score(ref VBuffer<float> value) => _scores.Probabilities(Row(), _count, ref value);

    private void Label(ref uint value) => value = _scores.Key(Row(), _count);

    private int Row() =>
        _row >= 0 ? _row : throw new InvalidOperationException("The cursor is before the first row or after the last: call MoveNext.");

    private bool ReadAhead()
    {
        _failure?.Throw();
        (_row, _count) = (0, 0);
        DataViewRowCursor input = _input ??= Open();
        try
        {
            for (; _count < _ahead && input.MoveNext(); _count++)
                Read(input, _count);
        }
        // The rows before it are good: it is due when they have been served.
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(UpstreamError.Named(error));
            if (_count == 0)
                _failure.Throw();
        }
        _ahead = Math.Min(2 * _ahead, MostRows);
        return _count > 0;
    }

    private DataViewRowCursor Open()
    {
        DataViewRowCursor input = _open();
        foreach (ReadAheadColumn? column in _columns)
            column?.Open(input);
        _scores.Open(input.GetGetter<VBuffer<float>>(_pixels));
        _id = input.GetIdGetter();
        return input;
    }

    private void Read(DataViewRowCursor input, int row)
    {
        _id!(ref _ids[row]);
        _batches[row] = input.Batch;
        foreach (ReadAheadColumn? column in _columns)
            column?.Read(row);
        _scores.Read(row);
    }
}
