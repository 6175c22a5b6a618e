using Microsoft.ML;

namespace AfdMlNet.Images;

/// <summary>One reading of the data from front to back: rows in order on one thread, pixels on all.</summary>
/// <param name="data">The rows.</param>
/// <param name="labelColumn">The label.</param>
/// <param name="imageColumn">The images.</param>
/// <param name="shape">The shape to store.</param>
/// <param name="progress">Hears how many rows are done, and of how many where that is known.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ReadPass(
    IDataView data, string labelColumn, string imageColumn, ImageShape shape, Action<long, long?>? progress, CancellationToken cancellation)
{
    private const long BatchBytes = 64 << 20;

    private readonly Exception?[] _errors = new Exception?[SlotsFor(shape)];
    private readonly long[] _rows = new long[SlotsFor(shape)];
    private readonly bool[] _fits = new bool[SlotsFor(shape)];
    private readonly int[] _labels = new int[SlotsFor(shape)];
    private readonly byte[] _pixels = new byte[SlotsFor(shape) * shape.Length];

    /// <summary>How many images are held at a time.</summary>
    public static int SlotsFor(ImageShape shape) => (int)Math.Clamp(BatchBytes / shape.Length, 1, 256);

    /// <summary>Whether rows are read one by one: slower, but a step before the trainer that fails fails for its row alone.</summary>
    public bool OneByOne { get; init; }

    /// <summary>Whether rows without a label are read too.</summary>
    public bool AllowsMissingLabels { get; init; }

    /// <summary>The rows whose images cannot be read.</summary>
    public BadRows Bad { get; } = new();

    /// <summary>The row that did not fit what was assumed; null where all did.</summary>
    public long? Misfit { get; private set; }

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">Reads the image column.</param>
    /// <param name="builder">Takes the images.</param>
    /// <returns>False where a row does not fit what <paramref name="rows"/> assumes.</returns>
    /// <exception cref="InvalidDataException">A row holds no label, or rows cannot be told apart that fail before the trainer.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public bool Run(ImageRows rows, ImageSetBuilder builder)
    {
        long? total = data.GetRowCount();
        using DataViewRowCursor cursor = RowsOf(data, [data.Schema[labelColumn], data.Schema[imageColumn]], OneByOne);
        rows.Bind(cursor);
        Func<int> label = LabelColumn.Getter(cursor, labelColumn);
        for (int taken = Take(cursor, rows, label); taken > 0; taken = Take(cursor, rows, label))
        {
            Parallel.For(0, taken, new ParallelOptions { CancellationToken = cancellation }, slot => Write(rows, slot));
            for (int slot = 0; slot < taken; slot++)
            {
                if (_errors[slot] is { } error)
                {
                    Bad.Add(_rows[slot], _labels[slot], error);
                }
                else if (!_fits[slot])
                {
                    Misfit = _rows[slot];
                    return false;
                }
                else
                {
                    builder.Add(Pixels(slot), _labels[slot]);
                }
            }

            progress?.Invoke(builder.Count + Bad.Count, total);
        }

        return true;
    }

    /// <summary>A cursor over some columns.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="oneByOne">Whether no thread of ML.NET's may read ahead.</param>
    public static DataViewRowCursor RowsOf(IDataView data, IEnumerable<DataViewSchema.Column> columns, bool oneByOne) =>
        oneByOne ? data.GetRowCursorSet(columns, 1)[0] : data.GetRowCursor(columns);

    private int Take(DataViewRowCursor cursor, ImageRows rows, Func<int> label)
    {
        long bytes = 0;
        int slot = 0;
        while (slot < _labels.Length && bytes < BatchBytes && UpstreamError.Next(cursor))
        {
            cancellation.ThrowIfCancellationRequested();
            (_rows[slot], _labels[slot]) = (cursor.Position, LabelOf(cursor, label));
            try
            {
                bytes += rows.Take(slot);
                slot++;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Bad.Add(cursor.Position, _labels[slot], error);
            }
        }

        return slot;
    }

    private int LabelOf(DataViewRowCursor cursor, Func<int> label)
    {
        int value;
        try
        {
            value = label();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw RowError.At(data, cursor.Position, error);
        }

        return value >= 0 || AllowsMissingLabels
            ? value
            : throw RowError.At(data, cursor.Position, new InvalidDataException($"The label '{labelColumn}' is missing."));
    }

    private void Write(ImageRows rows, int slot)
    {
        _errors[slot] = null;
        try
        {
            _fits[slot] = rows.Write(slot, Pixels(slot));
        }
        catch (InvalidDataException error)
        {
            _errors[slot] = error;
        }
    }

    private Span<byte> Pixels(int slot) => _pixels.AsSpan(slot * shape.Length, shape.Length);
}
