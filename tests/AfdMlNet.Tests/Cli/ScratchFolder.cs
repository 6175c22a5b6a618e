using System.IO.Compression;

namespace AfdMlNet.Tests.Cli;

/// <summary>A folder for one test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("afd-test-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes files of one byte: a model of the tests reads the class from it.</summary>
    public ScratchFolder With(byte content, params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
            File.WriteAllBytes(this[file], [content]);
        }
        return this;
    }

    public ScratchFolder With(params string[] files) => With(0, files);

    public string Zip(string name, params (string Entry, byte[] Content)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(this[name], ZipArchiveMode.Create);
        foreach ((string entry, byte[] content) in entries)
        {
            using Stream stream = zip.CreateEntry(entry).Open();
            stream.Write(content);
        }
        return this[name];
    }

    public string[] Files() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
