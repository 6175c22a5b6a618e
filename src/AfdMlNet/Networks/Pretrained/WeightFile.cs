using System.Text.Json;

namespace AfdMlNet.Networks;

/// <summary>A file of PyTorch weights, told apart by its content: .pth and .pt of <c>torch.save</c>, or .safetensors.</summary>
internal static class WeightFile
{
    /// <summary>The largest file, in bytes.</summary>
    public const long Largest = 2_000_000_000;

    /// <summary>The tensors by name.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, of another format, or asks for anything but tensors and plain values.
    /// </exception>
    public static IReadOnlyDictionary<string, StoredTensor> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            return Read(file);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"The weights '{path}' cannot be read. {error.Message}", error);
        }
    }

    public static IReadOnlyDictionary<string, StoredTensor> Read(Stream file)
    {
        if (file.Length > Largest)
            throw new InvalidDataException("It is larger than 2 GB.");
        var signature = new byte[4];
        file.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        file.Position = 0;
        try
        {
            return signature switch
            {
                [(byte)'P', (byte)'K', 3, 4] => StateDictionary.Of(PthFile.Read(file)),
                // A pickle's first instruction and torch's magic number. Read as the length of a .safetensors header it would be beyond all
                // bounds.
                [0x80, 2, 0x8a, 0x0a] => throw new InvalidDataException(
                    "It is in PyTorch's old format, which is a chain of pickles. Save it anew with PyTorch 1.6 or later: "
                        + "torch.save(torch.load(path), path)."),
                _ => SafetensorsFile.Read(file),
            };
        }
        catch (Exception error) when (error is JsonException or IOException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException("It is damaged, or neither a .pth file of torch.save nor a .safetensors file.", error);
        }
    }
}
