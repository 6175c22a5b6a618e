using System.Buffers.Binary;
using System.IO.Compression;
using AfdMlNet.Images;
using AfdMlNet.Images.Archives;
using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>
/// The ONNX graph in a model that ML.NET saved, taken out or exchanged without loading the model: to export a student long after its
/// training.
/// </summary>
public static class SavedModelGraph
{
    /// <summary>The largest graph that is read: several times the largest network of the catalog.</summary>
    internal const int MaximumBytes = 1 << 30;

    // OnnxTransformer.SaveCore: ctx.SaveBinaryStream("OnnxModel", writer => writer.WriteByteArray(bytes)).
    private const string EntryName = "OnnxModel";

    /// <summary>
    /// The ONNX model as <see cref="AdversarialDistillationTransformer.ExportOnnx(string)"/> writes it, in the form that is asked for.
    /// </summary>
    /// <param name="path">The .zip or .mlnet file.</param>
    /// <param name="options">The form.</param>
    /// <returns>The content of an .onnx file.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message lists all that are.</exception>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="NotSupportedException">A weight is too large for half precision.</exception>
    public static byte[] Read(string path, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OnnxVariant.Of(Read(path), options);
    }

    /// <summary>The ONNX model as <see cref="AdversarialDistillationTransformer.ExportOnnx(string)"/> writes it.</summary>
    /// <param name="path">The .zip or .mlnet file.</param>
    /// <returns>The content of an .onnx file.</returns>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using ZipArchive zip = Open(file, path);
        return Of(Entry(zip, path), path, PortableGraph.From);
    }

    /// <summary>
    /// Writes the same model with a temperature that its logits are divided by before the softmax (Guo et al. 2017, "On Calibration of
    /// Modern Neural Networks"): the probabilities are others, the class is the same. It comes on top of an earlier one.
    /// </summary>
    /// <param name="path">The .zip or .mlnet file.</param>
    /// <param name="output">Where to.</param>
    /// <param name="temperature">Above 0; above 1 makes the model less sure.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or the copy not be written.</exception>
    public static void Calibrate(string path, Stream output, double temperature)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        Copy(path, output, graph => CalibratedGraph.Apply(graph, temperature, RowGraph.Inside));
    }

    /// <summary>Writes the same model with another graph; all else is copied.</summary>
    /// <param name="path">A file that <see cref="Read(string)"/> reads.</param>
    /// <param name="output">Where to.</param>
    /// <param name="change">Changes the graph, which is one of <see cref="RowGraph"/>.</param>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static void Copy(string path, Stream output, Action<ModelProto> change)
    {
        using FileStream file = File.OpenRead(path);
        SavedModelCheck.Check(file);
        using ZipArchive zip = Open(file, path);
        ZipArchiveEntry graph = Entry(zip, path);
        ModelProto model = Of(graph, path, PortableGraph.Checked);
        change(model);
        byte[] changed = model.ToByteArray();
        using var copy = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream to = copy.CreateEntry(entry.FullName).Open();
            if (entry == graph)
            {
                // As Content reads it.
                byte[] length = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(length, changed.Length);
                to.Write(length);
                to.Write(changed);
                continue;
            }
            using Stream from = entry.Open();
            from.CopyTo(to);
        }
    }

    private static T Of<T>(ZipArchiveEntry graph, string path, Func<byte[], T> read)
    {
        try
        {
            return read(Content(graph));
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string path)
    {
        ZipArchiveEntry[] graphs = [.. zip.Entries.Where(entry => entry.FullName.Split('/', '\\')[^1] == EntryName)];
        return graphs.Length switch
        {
            1 => graphs[0],
            0 => throw new InvalidDataException($"'{path}' holds no ONNX graph: it is not a model that AfdMlNet trained."),
            _ => throw new InvalidDataException($"'{path}' holds {graphs.Length} ONNX graphs: which is meant is not clear."),
        };
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
        while (content.Length <= length && (read = stream.Read(buffer)) > 0)
            content.Write(buffer, 0, read);
        return content.Length == length
            ? content.ToArray()
            : throw new InvalidDataException(FormattableString.Invariant(
                $"Its ONNX graph claims {length} bytes and has {(content.Length > length ? "more" : "fewer")}."));
    }
}
