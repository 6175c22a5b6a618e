using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>Reads a column of encoded bytes.</summary>
/// <param name="column">The column.</param>
/// <param name="shape">The size to decode to.</param>
/// <param name="fit">What to do with images of another ratio.</param>
/// <param name="exact">Whether images of any other size do not fit.</param>
/// <param name="slots">Number of slots.</param>
internal sealed class EncodedRows(string column, ImageShape shape, ImageFit fit, bool exact, int slots) : ImageRows
{
    private readonly VBuffer<byte>[] _slots = new VBuffer<byte>[slots];
    private ValueGetter<VBuffer<byte>>? _getter;

    /// <inheritdoc/>
    public override void Bind(DataViewRow row) => _getter = row.GetGetter<VBuffer<byte>>(row.Schema[column]);

    /// <inheritdoc/>
    public override long Take(int slot)
    {
        _getter!(ref _slots[slot]);
        return _slots[slot].Length;
    }

    /// <inheritdoc/>
    public override bool Write(int slot, Span<byte> pixels)
    {
        ReadOnlySpan<byte> encoded = _slots[slot].IsDense ? _slots[slot].GetValues() : _slots[slot].DenseValues().ToArray();
        if (exact)
            return ImageDecoder.TryDecodeUnresized(encoded, shape.Width, shape.Height, pixels);
        ImageDecoder.Decode(encoded, shape.Width, shape.Height, fit, pixels);
        return true;
    }
}
