using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>Reads a column of float vectors and stores each value as a byte.</summary>
/// <param name="column">The column.</param>
/// <param name="scale">Raw units of a byte.</param>
/// <param name="exact">Whether values between two bytes do not fit.</param>
/// <param name="slots">Number of slots.</param>
internal sealed class PixelRows(ImageColumn column, PixelScale scale, bool exact, int slots) : ImageRows
{
    private readonly VBuffer<float>[] _slots = new VBuffer<float>[slots];
    private ValueGetter<VBuffer<float>>? _getter;

    /// <inheritdoc/>
    public override void Bind(DataViewRow row) => _getter = row.GetGetter<VBuffer<float>>(row.Schema[column.Name]);

    /// <inheritdoc/>
    public override long Take(int slot)
    {
        _getter!(ref _slots[slot]);
        return _slots[slot].Length * sizeof(float);
    }

    /// <summary>The values of a slot, in the column's layout.</summary>
    /// <exception cref="InvalidDataException">A value is not finite.</exception>
    public ReadOnlySpan<float> Values(int slot)
    {
        ReadOnlySpan<float> values = _slots[slot].IsDense ? _slots[slot].GetValues() : _slots[slot].DenseValues().ToArray();
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                throw new InvalidDataException($"A pixel is {value}.");
        }

        return values;
    }

    /// <inheritdoc/>
    public override bool Write(int slot, Span<byte> pixels)
    {
        ReadOnlySpan<float> values = Values(slot);
        if (exact && !Holds(values))
            return false;
        ImageShape shape = column.Shape!.Value;
        int plane = shape.Width * shape.Height;
        for (int i = 0; i < values.Length; i++)
        {
            int to = column.Interleaved ? i : i % plane * shape.Channels + i / plane;
            pixels[to] = scale.ToByte(values[i]);
        }

        return true;
    }

    private bool Holds(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!scale.Holds(value))
                return false;
        }

        return true;
    }
}
