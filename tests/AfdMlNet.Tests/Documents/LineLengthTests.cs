namespace AfdMlNet.Tests.Documents;

/// <summary><c>max_line_length</c> of .editorconfig, which <c>dotnet format</c> does not look at.</summary>
[TestClass]
public sealed class LineLengthTests
{
    private const int Most = 140;

    // Not rewrapped yet.
    private static readonly string[] _later =
    [
        "src/AfdMlNet/AdversarialDistillation", "src/AfdMlNet/Checkpoints/", "src/AfdMlNet/Distillation/", "src/AfdMlNet/Distributed/",
        "src/AfdMlNet/Images/", "src/AfdMlNet/Networks/", "src/AfdMlNet/Runtime/", "src/AfdMlNet/Training", "src/AfdMlNet/OptionsValidation.cs",
        "src/AfdMlNet.Cli/Commands/", "src/AfdMlNet.Cli/Train/", "src/AfdMlNet.Cli/Application.cs", "tests/AfdMlNet.Benchmarks/",
        "tests/AfdMlNet.Tests/",
    ];

    [TestMethod]
    public void Lines_OfCode_HaveAtMost140Columns()
    {
        IEnumerable<string> longer =
            from file in TrackedFiles.All
            where file.EndsWith(".cs", StringComparison.Ordinal) && !_later.Any(later => file.StartsWith(later, StringComparison.Ordinal))
            from line in File.ReadLines(TrackedFiles.FullPath(file)).Index()
            where line.Item.Length > Most
            select $"{file}:{line.Index + 1}: {line.Item.Length}";
        Assert.AreEqual("", string.Join('\n', longer));
    }
}
