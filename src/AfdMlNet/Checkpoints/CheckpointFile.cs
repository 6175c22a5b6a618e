using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AfdMlNet.Files;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>
/// A checkpoint: a .safetensors file, which other tools read too. The state is text in its metadata; its last tensor, "checksum", is the
/// SHA-256 of all before it. Nothing of a file is used before that was compared, nor anything executed.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int PrefixLength = 8;
    private const string Format = "AfdMlNet checkpoint";
    private const int Version = 3;
    private const string Metadata = "__metadata__";
    private const string Checksum = "checksum";

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private readonly FileStream _file;
    private readonly IReadOnlyDictionary<string, StoredTensorEntry> _entries;
    private readonly long _data;

    private CheckpointFile(FileStream file, string state, IReadOnlyDictionary<string, StoredTensorEntry> entries, long data) =>
        (_file, State, _entries, _data) = (file, state, entries, data);

    /// <summary>The state, as it was given.</summary>
    public string State { get; }

    /// <param name="file">An empty file.</param>
    /// <param name="state">What is to be kept beside the tensors.</param>
    /// <param name="tensors">The tensors, on any device; their names differ.</param>
    public static void Write(Stream file, string state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = Header(state, tensors);
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        Put(prefix);
        Put(header);
        foreach ((_, Tensor value) in tensors)
        {
            using var scope = NewDisposeScope();
            Put(value.detach().cpu().contiguous().bytes);
        }

        file.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            file.Write(bytes);
        }
    }

    /// <summary>Opens a file that is whole.</summary>
    /// <exception cref="InvalidDataException">It is not: damaged, cut off, of another format, or no file.</exception>
    /// <exception cref="NotSupportedException">It is whole and of another version.</exception>
    public static CheckpointFile Open(string path)
    {
        FileStream file = OrdinaryFile.OpenRead(path);
        try
        {
            return Read(file);
        }
        // The latter where a text is no UTF-8.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            file.Dispose();
            throw new InvalidDataException("Its header is not that of a checkpoint.", error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public string Path => _file.Name;

    public IReadOnlyList<string> Names => [.. _entries.Keys];

    public bool Holds(string name) => _entries.ContainsKey(name);

    /// <summary>Copies a stored tensor over one of the same shape and type.</summary>
    /// <exception cref="InvalidDataException">It is not there, or is of another shape or type.</exception>
    public void CopyTo(string name, Tensor live)
    {
        if (!_entries.TryGetValue(name, out StoredTensorEntry? entry) || !entry.Fits(live))
            throw new InvalidDataException($"It holds no '{name}' of shape [{string.Join(", ", live.shape)}]: it is of another ring, or of "
                + "another version of a network.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor host = empty(live.shape, live.dtype);
        _file.Position = _data + entry.Offsets[0];
        _file.ReadExactly(host.bytes);
        live.copy_(host);
    }

    public void Dispose() => _file.Dispose();

    private static byte[] Header(string state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        var header = new JsonObject { [Metadata] = new JsonObject { ["format"] = Format, ["version"] = $"{Version}", ["state"] = state } };
        long end = 0;
        foreach ((string name, Tensor value) in tensors)
        {
            header.Add(name, JsonSerializer.SerializeToNode(StoredTensorEntry.Of(value, end), CheckpointJson.Default.StoredTensorEntry));
            end += StoredTensorEntry.LengthOf(value);
        }

        var checksum = new StoredTensorEntry("U8", [SHA256.HashSizeInBytes], [end, end + SHA256.HashSizeInBytes]);
        header.Add(Checksum, JsonSerializer.SerializeToNode(checksum, CheckpointJson.Default.StoredTensorEntry));
        return Encoding.UTF8.GetBytes(header.ToJsonString());
    }

    private static CheckpointFile Read(FileStream file)
    {
        if (file.Length < PrefixLength + SHA256.HashSizeInBytes)
            throw new InvalidDataException("It is cut off.");
        Span<byte> prefix = stackalloc byte[PrefixLength];
        file.ReadExactly(prefix);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength < 0
            || headerLength > SafetensorsFile.LargestHeader
            || headerLength > file.Length - PrefixLength - SHA256.HashSizeInBytes)
            throw new InvalidDataException("Its header is longer than the file, or than any header should be.");
        CompareChecksum(file);

        var header = new byte[headerLength];
        file.Position = PrefixLength;
        file.ReadExactly(header);
        using JsonDocument json = JsonDocument.Parse(header, _strict);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(Metadata, out JsonElement metadata)
            || metadata.ValueKind != JsonValueKind.Object || Text(metadata, "format") != Format)
            throw new InvalidDataException("It is not a checkpoint of this library.");
        CheckVersion(Text(metadata, "version"));
        string state = Text(metadata, "state") ?? throw new InvalidDataException("It holds no state.");
        long data = PrefixLength + headerLength;
        return new CheckpointFile(file, state, Entries(json.RootElement, file.Length - data), data);
    }

    private static void CheckVersion(string? text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
            throw new InvalidDataException("It does not say which version it is of.");
        if (version != Version)
            throw new NotSupportedException(FormattableString.Invariant(
                $"It is of version {version}, {(version > Version ? "a later" : "an earlier")} one than the {Version} that this library ")
                + "reads. Finish the run with the version of the library that began it, or give another folder to train anew.");
    }

    private static void CompareChecksum(FileStream file)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        file.Position = 0;
        for (long left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw new InvalidDataException("It is cut off.");
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var stored = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stored);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(stored))
            throw new InvalidDataException("Its checksum is not that of its content: it is damaged.");
    }

    private static Dictionary<string, StoredTensorEntry> Entries(JsonElement header, long dataLength)
    {
        var entries = new Dictionary<string, StoredTensorEntry>(StringComparer.Ordinal);
        foreach (JsonProperty property in header.EnumerateObject().Where(property => property.Name != Metadata))
        {
            StoredTensorEntry? entry = property.Value.Deserialize(CheckpointJson.Default.StoredTensorEntry);
            if (entry is not { Offsets: [>= 0 and var begin, var end] } || end < begin || end > dataLength)
                throw new InvalidDataException("Its header does not describe tensors that are in the file.");
            entries.Add(property.Name, entry);
        }

        return entries;
    }

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
