using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>A cursor that reads some rows ahead and scores them together.</summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    /// <summary>The most rows that are read ahead.</summary>
    internal const int MostRows = 64;

    private readonly DataViewRowCursor _input;
    private readonly ReadAheadScores _scores;
    private readonly ReadAheadColumn?[] _columns;
    private readonly bool[] _active;
    private readonly BatchedView.ScoredColumns _scored;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids = new DataViewRowId[MostRows];
    private readonly long[] _batches = new long[MostRows];
    private ExceptionDispatchInfo? _failure;
    private int _count;
    private int _row = -1;
    // One row at first: whoever looks at the first rows alone does not pay for sixty-four.
    private int _ahead = 1;
    private long _position = -1;

    public BatchedCursor(DataViewSchema schema, BatchedView.ScoredColumns scored, IEnumerable<DataViewSchema.Column> columns,
        DataViewRowCursor input, string pixels, Lazy<BatchSession> session)
    {
        (Schema, _scored, _input) = (schema, scored, input);
        _columns = new ReadAheadColumn?[schema.Count];
        _active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            _active[column.Index] = true;
            if (!scored.Contains(column)) _columns[column.Index] = ReadAheadColumn.Of(input, input.Schema[column.Name], MostRows);
        }
        _scores = new ReadAheadScores(session, input.GetGetter<VBuffer<float>>(input.Schema[pixels]), MostRows);
        _id = input.GetIdGetter();
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
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }

    private void Score(ref VBuffer<float> value) => _scores.Probabilities(Row(), _count, ref value);

    private void Label(ref uint value) => value = _scores.Key(Row(), _count);

    private int Row() => _row >= 0 ? _row : throw new InvalidOperationException("The cursor is before the first row or after the last: call MoveNext.");

    private bool ReadAhead()
    {
        _failure?.Throw();
        (_row, _count) = (0, 0);
        try
        {
            for (; _count < _ahead && _input.MoveNext(); _count++) Read(_count);
        }
        // The rows before it are good: it is due when they have been served.
        catch (Exception error) when (_count > 0)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
        _ahead = Math.Min(2 * _ahead, MostRows);
        return _count > 0;
    }

    private void Read(int row)
    {
        _id(ref _ids[row]);
        _batches[row] = _input.Batch;
        foreach (ReadAheadColumn? column in _columns) column?.Read(row);
        _scores.Read(row);
    }
}
