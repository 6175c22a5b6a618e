using Microsoft.ML;

namespace AfdMlNet.Scoring;

/// <summary>
/// What the stock chain gives, with many rows scored at once. The input is read once and in its order, so that rows from a source that can
/// be read only once are safe; nothing is read before a cursor moves, and no pixels where no score is asked for.
/// </summary>
/// <param name="stock">The view of the stock chain: it has the schema, and serves what is not batched.</param>
/// <param name="pixels">The same input with the pixels.</param>
/// <param name="pixelColumn">Their column.</param>
/// <param name="scored">The columns that scoring adds.</param>
/// <param name="session">Scores; made when it is first needed.</param>
/// <param name="uses">The scorer's users: each cursor is one.</param>
internal sealed class BatchedView(
    IDataView stock, IDataView pixels, string pixelColumn, BatchedView.ScoredColumns scored, Lazy<BatchSession> session,
    UseCount uses) : IDataView
{
    public DataViewSchema Schema => stock.Schema;

    public bool CanShuffle => stock.CanShuffle;

    public long? GetRowCount() => stock.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new GuardedCursor(
            () => IsBatched(columns) ? Over(() => pixels.GetRowCursor(Sources(columns), rand), columns) : stock.GetRowCursor(columns, rand),
            uses);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        DataViewRowCursor[] cursors = uses.During(() => IsBatched(columns)
            ? [.. pixels.GetRowCursorSet(Sources(columns), n, rand).Select(cursor => Over(() => cursor, columns))]
            : stock.GetRowCursorSet(columns, n, rand));
        return [.. cursors.Select(cursor => new GuardedCursor(() => cursor, uses))];
    }

    // Hidden columns and images to be passed on go the stock way, row by row.
    private bool IsBatched(DataViewSchema.Column[] columns) =>
        columns.Any(scored.Contains)
        && columns.All(column => scored.Contains(column) || (!column.IsHidden && ReadAheadColumn.CanHold(column.Type)));

    private IEnumerable<DataViewSchema.Column> Sources(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(column => !scored.Contains(column)).Select(column => pixels.Schema[column.Name]).Append(pixels.Schema[pixelColumn]);

    private BatchedCursor Over(Func<DataViewRowCursor> open, IEnumerable<DataViewSchema.Column> columns) =>
        new(Schema, scored, columns, pixels.Schema, pixelColumn, open, session);

    /// <summary>The columns that scoring adds.</summary>
    internal readonly record struct ScoredColumns(DataViewSchema.Column Score, DataViewSchema.Column PredictedLabel)
    {
        public bool Contains(DataViewSchema.Column column) => column.Index == Score.Index || column.Index == PredictedLabel.Index;
    }
}
