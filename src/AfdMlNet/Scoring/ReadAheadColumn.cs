using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>The values of one column in the rows that a cursor has read ahead.</summary>
internal abstract class ReadAheadColumn(int rows)
{
    private readonly ExceptionDispatchInfo?[] _errors = new ExceptionDispatchInfo?[rows];

    /// <summary>Whether values of a type can be kept: images cannot, as they are freed when their row is left.</summary>
    public static bool CanHold(DataViewType type) =>
        type is PrimitiveDataViewType or VectorDataViewType { ItemType: PrimitiveDataViewType };

    /// <param name="column">The column that is read.</param>
    /// <param name="rows">The most rows.</param>
    public static ReadAheadColumn Of(DataViewSchema.Column column, int rows)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(VectorColumn<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarColumn<>).MakeGenericType(column.Type.RawType);
        return (ReadAheadColumn)Activator.CreateInstance(type, column, rows)!;
    }

    /// <summary>Takes the cursor that is read; before the first row.</summary>
    public abstract void Open(DataViewRowCursor cursor);

    /// <summary>
    /// Keeps the value of the row that the cursor is on. An error is kept as well: it belongs to whoever asks for the value.
    /// </summary>
    public void Read(int row)
    {
        try
        {
            Keep(row);
            _errors[row] = null;
        }
        // Whatever the column's own reading throws.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            _errors[row] = ExceptionDispatchInfo.Capture(error);
        }
    }

    /// <summary>A delegate ValueGetter of the column's type.</summary>
    /// <param name="row">Tells the row that is asked for.</param>
    public abstract Delegate Getter(Func<int> row);

    protected abstract void Keep(int row);

    protected int Checked(int row)
    {
        _errors[row]?.Throw();
        return row;
    }

    private sealed class ScalarColumn<T>(DataViewSchema.Column column, int rows) : ReadAheadColumn(rows)
    {
        private readonly T[] _values = new T[rows];
        private ValueGetter<T>? _getter;

        public override void Open(DataViewRowCursor cursor) => _getter = cursor.GetGetter<T>(column);

        public override Delegate Getter(Func<int> row) => (ValueGetter<T>)((ref T value) => value = _values[Checked(row())]);

        protected override void Keep(int row) => _getter!(ref _values[row]);
    }

    private sealed class VectorColumn<T>(DataViewSchema.Column column, int rows) : ReadAheadColumn(rows)
    {
        private readonly VBuffer<T>[] _values = new VBuffer<T>[rows];
        private ValueGetter<VBuffer<T>>? _getter;

        public override void Open(DataViewRowCursor cursor) => _getter = cursor.GetGetter<VBuffer<T>>(column);

        // A copy: the buffer is used again for later rows.
        public override Delegate Getter(Func<int> row) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[Checked(row())].CopyTo(ref value));

        protected override void Keep(int row) => _getter!(ref _values[row]);
    }
}
