namespace AfdMlNet.Cli.Scoring.Files;

/// <summary>A file of scores, row by row. Disposing completes it.</summary>
internal abstract class ScoreFile : IDisposable
{
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".jsonl", ".parquet"];

    /// <summary>Begins the format that the file's extension names.</summary>
    public static ScoreFile Begin(string path, Stream stream, IReadOnlyList<string> classes) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new CsvScoreFile(stream, classes),
            ".jsonl" => new JsonScoreFile(stream, classes),
            ".parquet" => new ParquetScoreFile(stream, classes),
            _ => throw new CliException(Unknown(path), ExitCode.Usage),
        };

    public static string Unknown(string path) =>
        $"'{path}' is no file of scores that can be written: give one that ends in {string.Join(", ", Extensions)}.";

    /// <summary>Adds a row.</summary>
    /// <param name="image">The image's path.</param>
    /// <param name="label">The index of the predicted class.</param>
    /// <param name="probabilities">In the order of the classes.</param>
    public abstract void Write(string image, int label, ReadOnlySpan<float> probabilities);

    public abstract void Dispose();

    /// <summary>A class's column: no class can have the name of another column.</summary>
    protected static string ColumnOf(string name) => $"p_{name}";
}
