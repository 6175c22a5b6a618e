using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AfdMlNet.Images;

/// <summary>The head of a step in a saved ML.NET model (ML.NET's ModelHeader), of which only the assembly's name is read: ML.NET loads that assembly.</summary>
internal static class StepHeader
{
    private const int Size = 256;
    private const int AssemblyPlace = 0x90;
    private const int LongestName = 1024;

    public static bool IsIn(string file) => file is "Model.key" or "Model.bin";

    /// <summary>The assembly that a step names; null where it names none.</summary>
    /// <exception cref="InvalidDataException">It is no step's file.</exception>
    public static string? AssemblyOf(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] header = Read(stream, Size);
        if (!header.AsSpan().StartsWith("ML\0MODEL"u8))
            throw Damaged();
        long place = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(AssemblyPlace));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(AssemblyPlace + sizeof(long)));
        if (length == 0)
            return null;
        if (place < Size || place > entry.Length || length > LongestName)
            throw Damaged();
        for (long left = place - Size; left > 0; left -= Math.Min(left, 1 << 16))
            Read(stream, (int)Math.Min(left, 1 << 16));
        return Encoding.Unicode.GetString(Read(stream, (int)length));
    }

    private static byte[] Read(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("A step's file is damaged.");
}
