namespace AfdMlNet.Scoring;

/// <summary>
/// A graph as a file, which stock ML.NET reads when its ONNX step is made and again when it is saved: it is there for as long as that
/// takes. (Given a stream, ML.NET writes such a file itself and leaves it behind.)
/// </summary>
/// <param name="graph">The graph; asked for each time, so that it is not held.</param>
/// <param name="folder">The folder of temporary files.</param>
internal sealed class GraphFile(Func<byte[]> graph, string folder)
{
    private readonly string _path = Path.Combine(folder, $"afd-{Guid.NewGuid():N}.onnx");
    private readonly Lock _one = new();

    /// <summary>Does something while the file is there.</summary>
    /// <param name="use">Takes its path, which is the same each time.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void During(Action<string> use)
    {
        lock (_one)
        {
            try
            {
                File.WriteAllBytes(_path, graph());
                use(_path);
            }
            finally
            {
                File.Delete(_path);
            }
        }
    }
}
