using System.IO.Compression;
using AfdMlNet.Images.Archives;

namespace AfdMlNet.Images;

/// <summary>
/// Looks at a saved ML.NET model before ML.NET loads it: what loading may cost is bounded, and its steps are of ML.NET and of this package.
/// ML.NET and ONNX Runtime then read it as they do: load models of people whose programs you would run.
/// </summary>
public static class SavedModelCheck
{
    /// <summary>The most bytes that a model's files take when unpacked: 2 GiB.</summary>
    public const long MaximumBytes = 2L << 30;

    /// <summary>The most files in a model: 10,000. One of this library has some twenty.</summary>
    public const int MaximumEntries = 10_000;

    /// <summary>The most folders that a file in a model may lie deep: 20. ML.NET goes down one call for each.</summary>
    public const int MaximumFolders = 20;

    internal const long LongestTable = 4 << 20;

    /// <summary>
    /// The most bytes of an <c>Expression</c> step: its parser goes down several calls for each bracket, and 20,000 of them end the
    /// process.
    /// </summary>
    internal const int MaximumExpression = 4 << 10;

    // ML.NET's name of the loader of ExpressionTransformer.
    private const string Expression = "ExprTransform";

    /// <summary>Checks a model and returns to where the stream was.</summary>
    /// <param name="model">The <c>.zip</c> or <c>.mlnet</c>; it can seek.</param>
    /// <param name="assemblies">
    /// Assemblies of your own whose steps the model may have, beside <c>Microsoft.ML.*</c> and <c>AfdMlNet.Images</c>.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// It is no such file, would cost too much, or has steps of other assemblies. The message says which.
    /// </exception>
    public static void Check(Stream model, params string[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(assemblies);
        long start = model.Position;
        using ZipArchive zip = BoundedArchive.Open(model, LongestTable);
        if (zip.Entries.Count > MaximumEntries)
            throw new InvalidDataException($"It has {zip.Entries.Count} files; {MaximumEntries} are the most.");
        if (zip.Entries.Sum(entry => (decimal)Math.Max(entry.Length, entry.CompressedLength)) > MaximumBytes)
            throw new InvalidDataException($"It unpacks to more than {MaximumBytes} bytes.");
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string[] parts = entry.FullName.Split('/', '\\');
            if (parts.Contains("..") || parts.Length - 1 > MaximumFolders)
                throw new InvalidDataException($"It has a file that lies outside of it or more than {MaximumFolders} folders deep.");
            if (StepHeader.IsIn(parts[^1]))
                Check(StepHeader.Of(entry), entry.Length, assemblies);
        }
        model.Position = start;
    }

    private static void Check(StepHeader step, long length, string[] assemblies)
    {
        if (step.Assembly.Length > 0 && !IsKnown(step.Assembly, assemblies))
            throw new InvalidDataException(
                $"It has a step of the assembly {Shown(step.Assembly)}: only those of Microsoft.ML and {Own} are loaded.");
        if (step.Loaders.Contains(Expression) && length > MaximumExpression)
            throw new InvalidDataException($"It has an expression in {length} bytes; {MaximumExpression} are the most.");
    }

    private static string Own => typeof(SavedModelCheck).Assembly.GetName().Name!;

    private static bool IsKnown(string assembly, string[] others)
    {
        string name = assembly.Split(',')[0];
        return name == Own || name == "Microsoft.ML" || name.StartsWith("Microsoft.ML.", StringComparison.Ordinal) || others.Contains(name);
    }

    private static string Shown(string assembly) =>
        $"'{string.Concat(assembly.Take(60).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter))}'";
}
