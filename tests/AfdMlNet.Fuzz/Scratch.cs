namespace AfdMlNet.Fuzz;

/// <summary>A folder for one input at a time, emptied for the next; in memory where the system has such a place.</summary>
internal sealed class Scratch
{
    private const string Memory = "/dev/shm";

    private readonly Lazy<string> _path = new(() =>
    {
        string path = System.IO.Path.Combine(
            Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), $"afd-fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    });

    public string Path => _path.Value;

    public string Write(string name, byte[] content)
    {
        string file = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>An empty folder below.</summary>
    public string Empty(string name)
    {
        string folder = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
