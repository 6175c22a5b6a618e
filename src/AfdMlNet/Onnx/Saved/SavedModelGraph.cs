using System.Buffers.Binary;
using System.IO.Compression;
using AfdMlNet.Images;
using AfdMlNet.Images.Archives;

namespace AfdMlNet.Onnx;

/// <summary>Takes the ONNX graph out of a model that ML.NET saved, without loading the model.</summary>
internal static class SavedModelGraph
{
    /// <summary>The largest graph that is read: several times the largest network of the catalog.</summary>
    internal const int MaximumBytes = 1 << 30;

    // OnnxTransformer.SaveCore: ctx.SaveBinaryStream("OnnxModel", writer => writer.WriteByteArray(bytes)).
    private const string EntryName = "OnnxModel";

    /// <summary>The graph in the form of <see cref="StudentOnnx"/>.</summary>
    /// <param name="path">The .zip or .mlnet file.</param>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using ZipArchive zip = Open(file, path);
        ZipArchiveEntry[] graphs = [.. zip.Entries.Where(entry => entry.FullName.Split('/', '\\')[^1] == EntryName)];
        if (graphs.Length != 1)
        {
            throw new InvalidDataException(graphs.Length == 0
                ? $"'{path}' holds no ONNX graph: it is not a model that AfdMlNet trained."
                : $"'{path}' holds {graphs.Length} ONNX graphs: which is meant is not clear.");
        }
        try
        {
            return PortableGraph.From(Content(graphs[0]));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static ZipArchive Open(FileStream file, string path)
    {
        try
        {
            return BoundedArchive.Open(file, SavedModelCheck.LongestTable);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{path}' is not a model that ML.NET saved: {error.Message}", error);
        }
    }

    /// <summary>A length (int32) and as many bytes. Neither length is believed before the bytes are there.</summary>
    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            throw new InvalidDataException("Its ONNX graph is cut off.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is <= 0 or > MaximumBytes)
            throw new InvalidDataException(
                FormattableString.Invariant($"Its ONNX graph claims {length} bytes; {MaximumBytes} are the most."));
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read;
        while (content.Length <= length && (read = stream.Read(buffer)) > 0) content.Write(buffer, 0, read);
        return content.Length == length
            ? content.ToArray()
            : throw new InvalidDataException(FormattableString.Invariant(
                $"Its ONNX graph claims {length} bytes and has {(content.Length > length ? "more" : "fewer")}."));
    }
}
