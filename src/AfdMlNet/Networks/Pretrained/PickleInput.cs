using System.Buffers.Binary;
using System.Text;

namespace AfdMlNet.Networks;

/// <summary>The bytes of a pickle, read from the first to the last and never beyond.</summary>
internal sealed class PickleInput(byte[] pickle)
{
    private int _position;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>Pickle's floats are the only big-endian numbers in it.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    /// <summary>Two's complement of a given number of bytes.</summary>
    public long Integer(int length)
    {
        if (length > sizeof(long))
            throw new InvalidDataException("Its pickle holds a number beyond 64 bits.");
        ReadOnlySpan<byte> bytes = Bytes(length);
        long value = length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    public string Text(long length) => Encoding.UTF8.GetString(Bytes(length));

    public string Line()
    {
        int length = pickle.AsSpan(_position).IndexOf((byte)'\n');
        if (length < 0)
            throw Truncated();
        string line = Text(length);
        _position++;
        return line;
    }

    public ReadOnlySpan<byte> Bytes(long length)
    {
        if (length > pickle.Length - _position)
            throw Truncated();
        ReadOnlySpan<byte> bytes = pickle.AsSpan(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private static InvalidDataException Truncated() => new("Its pickle ends too early.");
}
