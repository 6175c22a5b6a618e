using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>
/// A stock mapper of rows, as a <c>PredictionEngine</c> uses it, each of whose rows keeps the scorer alive until it is disposed.
/// </summary>
/// <param name="mapper">The stock mapper.</param>
/// <param name="scorer">The scorer's users, of which each row becomes one.</param>
internal sealed class GuardedMapper(IRowToRowMapper mapper, UseCount scorer) : IRowToRowMapper
{
    private const string Refusal = "The row, or the PredictionEngine around it, has been disposed: make another one.";

    public DataViewSchema InputSchema => mapper.InputSchema;

    public DataViewSchema OutputSchema => mapper.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mapper.GetDependencies(dependingColumns);

    /// <exception cref="ObjectDisposedException">The scorer is disposed.</exception>
    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        scorer.Enter();
        try
        {
            return new Row(mapper.GetRow(input, activeColumns), scorer);
        }
        catch
        {
            scorer.Leave();
            throw;
        }
    }

    private sealed class Row(DataViewRow row, UseCount scorer) : DataViewRow
    {
        private readonly UseCount _use = new(
            () =>
            {
                row.Dispose();
                scorer.Leave();
            },
            Refusal);

        public override DataViewSchema Schema => row.Schema;

        public override long Position => row.Position;

        public override long Batch => row.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _use.Guarded(row.GetGetter<TValue>(column));

        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _use.Dispose();
            base.Dispose(disposing);
        }
    }
}
