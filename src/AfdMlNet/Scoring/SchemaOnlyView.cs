using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>A schema without rows: stock transforms that learn nothing are fitted on it.</summary>
internal sealed class SchemaOnlyView(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(schema);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [new Cursor(schema)];

    private sealed class Cursor(DataViewSchema schema) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => -1;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => false;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => throw NoRows();

        public override ValueGetter<DataViewRowId> GetIdGetter() => throw NoRows();

        public override bool MoveNext() => false;

        private static InvalidOperationException NoRows() => new("This view has a schema and no rows.");
    }
}
