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
    private readonly bool[] _fits = new bool[SlotsFor(shape)];
    private readonly int[] _labels = new int[SlotsFor(shape)];
    private readonly byte[] _pixels = new byte[SlotsFor(shape) * shape.Length];

    /// <summary>How many images are held at a time.</summary>
    public static int SlotsFor(ImageShape shape) => (int)Math.Clamp(BatchBytes / shape.Length, 1, 256);

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">Reads the image column.</param>
    /// <param name="builder">Takes the images.</param>
    /// <returns>False where a row does not fit what <paramref name="rows"/> assumes.</returns>
    /// <exception cref="InvalidDataException">A row holds no image or no label.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public bool Run(ImageRows rows, ImageSetBuilder builder)
    {
        long? total = data.GetRowCount();
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[labelColumn], data.Schema[imageColumn]]);
        rows.Bind(cursor);
        Func<int> label = LabelColumn.Getter(cursor, labelColumn);
        for (int taken = Take(cursor, rows, label); taken > 0; taken = Take(cursor, rows, label))
        {
            Parallel.For(0, taken, new ParallelOptions { CancellationToken = cancellation }, slot => Write(rows, slot));
            if (Array.FindIndex(_errors, 0, taken, error => error is not null) is >= 0 and int bad)
                throw RowError.At(data, builder.Count + bad, _errors[bad]!);
            if (Array.IndexOf(_fits, false, 0, taken) >= 0)
                return false;
            for (int slot = 0; slot < taken; slot++)
                builder.Add(Pixels(slot), _labels[slot]);
            progress?.Invoke(builder.Count, total);
        }

        return true;
    }

    private int Take(DataViewRowCursor cursor, ImageRows rows, Func<int> label)
    {
        long bytes = 0;
        int slot = 0;
        while (slot < _labels.Length && bytes < BatchBytes && UpstreamError.Next(cursor))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                bytes += rows.Take(slot);
                _labels[slot] = label();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw RowError.At(data, cursor.Position, error);
            }

            if (_labels[slot] < 0)
                throw RowError.At(data, cursor.Position, new InvalidDataException($"The label '{labelColumn}' is missing."));
            slot++;
        }

        return slot;
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
