using System.Buffers.Binary;
using SkiaSharp;

namespace AfdMlNet.Images;

/// <summary>
/// The orientation tag of EXIF data (TIFF 6.0, tag 274), which the native decoder reads from JPEG and WebP but not from PNG.
/// </summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort TypeShort = 3;
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;

    /// <summary>How the stored image is turned to be looked at; as it is where the data says nothing that can be understood.</summary>
    /// <param name="tiff">The data, beginning with its byte order.</param>
    public static SKEncodedOrigin Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < HeaderBytes || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
            return SKEncodedOrigin.TopLeft;
        bool isLittle = tiff[0] == 'I';
        uint directory = UInt32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
            return SKEncodedOrigin.TopLeft;
        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        int count = Math.Min(UInt16(tiff[(int)directory..], isLittle), entries.Length / EntryBytes);
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(index * EntryBytes, EntryBytes);
            if (UInt16(entry, isLittle) == Tag && UInt16(entry[2..], isLittle) == TypeShort)
                return UInt16(entry[8..], isLittle) is >= 1 and <= 8 and ushort value ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
