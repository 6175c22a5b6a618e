using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>A cursor that keeps the scorer alive until it is disposed, and cannot be asked for anything afterwards.</summary>
internal sealed class GuardedCursor : DataViewRowCursor
{
    private const string Refusal = "This cursor has been disposed: read its values before, or open another one.";

    private readonly DataViewRowCursor _cursor;
    private readonly UseCount _use;

    /// <param name="open">Opens the cursor.</param>
    /// <param name="scorer">The scorer's users, of which the cursor becomes one.</param>
    /// <exception cref="ObjectDisposedException">The scorer is disposed.</exception>
    public GuardedCursor(Func<DataViewRowCursor> open, UseCount scorer)
    {
        scorer.Enter();
        try
        {
            _cursor = open();
        }
        catch
        {
            scorer.Leave();
            throw;
        }
        _use = new UseCount(
            () =>
            {
                _cursor.Dispose();
                scorer.Leave();
            },
            Refusal);
    }

    public override DataViewSchema Schema => _cursor.Schema;

    public override long Position => _cursor.Position;

    public override long Batch => _cursor.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _cursor.IsColumnActive(column);

    public override bool MoveNext() => _use.During(_cursor.MoveNext);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _use.Guarded(_cursor.GetGetter<TValue>(column));

    public override ValueGetter<DataViewRowId> GetIdGetter() => _cursor.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _use.Dispose();
        base.Dispose(disposing);
    }
}
