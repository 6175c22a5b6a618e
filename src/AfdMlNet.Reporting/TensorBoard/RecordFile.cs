using System.Buffers.Binary;
using System.Numerics;

namespace AfdMlNet.Reporting.TensorBoard;

/// <summary>
/// A TFRecord file: records of length (8 bytes, little-endian), the length's masked CRC-32C (4), data, the data's masked CRC-32C (4). From
/// tensorflow's record_writer.h.
/// </summary>
internal static class RecordFile
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Appends a record in one write, so that a killed run leaves whole ones.</summary>
    public static void Append(Stream stream, ReadOnlySpan<byte> data)
    {
        byte[] record = new byte[data.Length + 16];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedCrc(data));
        stream.Write(record);
    }

    /// <summary>CRC-32C, rotated and shifted, so that a CRC over data that holds CRCs stays good.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }
}
