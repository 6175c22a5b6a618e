using System.Buffers.Binary;

namespace AfdMlNet.Networks;

/// <summary>
/// A tensor as a file holds it: a strided view of little-endian elements. One can be made only of a view that lies within its storage.
/// </summary>
internal sealed class StoredTensor
{
    public const int MostAxes = 8;

    private readonly ElementType _type;
    private readonly ReadOnlyMemory<byte> _storage;
    private readonly long _offset;
    private readonly long[] _strides;
    private readonly int _count;

    /// <param name="type">The elements' type.</param>
    /// <param name="storage">The elements.</param>
    /// <param name="offset">The first element's place in the storage.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="strides">The step in elements along each axis; null for row-major.</param>
    /// <exception cref="InvalidDataException">The view leaves the storage, or has more elements than the storage.</exception>
    public StoredTensor(ElementType type, ReadOnlyMemory<byte> storage, long offset, long[] shape, long[]? strides = null)
    {
        if (shape.Length > MostAxes
            || (strides ?? shape).Length != shape.Length
            || shape.Concat(strides ?? []).Append(offset).Any(value => value < 0))
            throw new InvalidDataException("A tensor has a shape that cannot be.");
        (_type, _storage, _offset, Shape) = (type, storage, offset, shape);
        try
        {
            long count = shape.Aggregate(1L, (product, length) => checked(product * length));
            long elements = storage.Length / SizeOf(type);
            _strides = strides ?? RowMajor(shape);
            long last = shape.Zip(_strides, (length, stride) => checked((length - 1) * stride))
                .Aggregate(offset, (sum, step) => checked(sum + step));
            // No view repeats elements (stride 0), so that a small file cannot ask for a large array.
            if (count > elements || (count > 0 && last >= elements))
                throw new InvalidDataException(
                    $"A tensor of shape {ShapeText(shape)} does not fit into the {elements} elements stored for it"
                    + $"{(_strides.Contains(0) ? ", some of which it repeats (expand): save it with .contiguous()." : ".")}");
            _count = (int)count;
        }
        catch (OverflowException)
        {
            throw new InvalidDataException("A tensor has a shape that cannot be.");
        }
    }

    public IReadOnlyList<long> Shape { get; }

    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        _ => 1,
    };

    public static string ShapeText(IEnumerable<long> shape) => $"[{string.Join('x', shape)}]";

    /// <summary>The values in row-major order.</summary>
    public float[] ToSingles()
    {
        var values = new float[_count];
        var index = new long[Shape.Count];
        ReadOnlySpan<byte> storage = _storage.Span;
        int size = SizeOf(_type);
        long position = _offset;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Element(storage.Slice((int)position * size, size));
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                position += _strides[axis];
                if (++index[axis] < Shape[axis])
                    break;
                position -= _strides[axis] * Shape[axis];
                index[axis] = 0;
            }
        }
        return values;
    }

    private float Element(ReadOnlySpan<byte> bytes) => _type switch
    {
        ElementType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        // The upper half of a float32.
        ElementType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.Int8 => (sbyte)bytes[0],
        _ => bytes[0],
    };

    private static long[] RowMajor(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride = checked(stride * shape[axis]);
        }
        return strides;
    }
}
