using System.IO.Compression;
using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>Small files of weights: those that PyTorch 1.13 wrote (write_fixtures.py) and those that tests put together.</summary>
internal static class Fixture
{
    public static byte[] Pth => Bytes("tiny.pth");

    public static byte[] Safetensors => Bytes("tiny.safetensors");

    public static IReadOnlyDictionary<string, StoredTensor> Read(byte[] file) => WeightFile.Read(new MemoryStream(file));

    /// <summary>A .pth file of a pickle and storages.</summary>
    public static byte[] Archive(byte[] pickle, params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files.Prepend(("archive/data.pkl", pickle)))
            {
                using Stream stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(content);
            }
        }
        return memory.ToArray();
    }

    /// <summary>The pickle of a .pth file and its other files.</summary>
    public static (byte[] Pickle, (string Name, byte[] Content)[] Files) Parts(byte[] pth)
    {
        using var zip = new ZipArchive(new MemoryStream(pth));
        (string Name, byte[] Content)[] all =
            [.. zip.Entries.Select(entry => ($"archive/{entry.FullName.Split('/', 2)[1]}", Content(entry)))];
        return (all.Single(file => file.Name.EndsWith(".pkl", StringComparison.Ordinal)).Content,
            [.. all.Where(file => !file.Name.EndsWith(".pkl", StringComparison.Ordinal))]);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Networks", "Pretrained", "Fixtures", name));
}
