using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AfdMlNet.Images;

/// <summary>The head of a step in a saved ML.NET model (ML.NET's ModelHeader): what decides which code reads the step.</summary>
/// <param name="Loaders">The names under which ML.NET looks for the loader, one after the other.</param>
/// <param name="Assembly">The assembly that ML.NET loads first; empty for none.</param>
internal sealed record StepHeader(IReadOnlyList<string> Loaders, string Assembly)
{
    private const int Size = 256;
    private const int LoaderPlace = 0x50;
    private const int OtherLoaderPlace = 0x68;
    private const int LoaderLength = 24;
    private const int AssemblyPlace = 0x90;
    private const int LongestName = 1024;

    public static bool IsIn(string file) => file is "Model.key" or "Model.bin";

    /// <summary>Reads the head; what lies before the assembly's name is skipped.</summary>
    /// <exception cref="InvalidDataException">It is no step's file.</exception>
    public static StepHeader Of(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] header = Read(stream, Size);
        if (!header.AsSpan().StartsWith("ML\0MODEL"u8))
            throw Damaged();
        long place = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(AssemblyPlace));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(AssemblyPlace + sizeof(long)));
        return new([Loader(header, LoaderPlace), Loader(header, OtherLoaderPlace)], length == 0 ? "" : Text(stream, entry, place, length));
    }

    private static string Loader(byte[] header, int place) => Encoding.Latin1.GetString(header, place, LoaderLength).TrimEnd('\0');

    private static string Text(Stream stream, ZipArchiveEntry entry, long place, uint length)
    {
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
