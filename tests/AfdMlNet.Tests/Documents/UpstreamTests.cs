using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AfdMlNet.Tests.Documents;

/// <summary>The programs of docs/upstream compile against the versions that this library is built on.</summary>
[TestClass]
public sealed class UpstreamTests
{
    private const string Usings = """
        global using System;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        """;

    private static readonly CSharpParseOptions _fileBased =
        CSharpParseOptions.Default.WithFeatures([new("FileBasedProgram", "true")]);

    public static IEnumerable<object[]> Programs => TrackedFiles.All
        .Where(path => path.StartsWith("docs/upstream/", StringComparison.Ordinal)).Select(path => new object[] { path });

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void Program_OfUpstream_Compiles(string path)
    {
        SyntaxTree[] trees =
            [.. new[] { Usings, TrackedFiles.Text(path) }.Select(text => CSharpSyntaxTree.ParseText(text, _fileBased))];
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        IEnumerable<MetadataReference> references =
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(assembly => MetadataReference.CreateFromFile(assembly));

        string[] errors = [.. CSharpCompilation.Create("Program", trees, references, options).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];

        Assert.IsEmpty(errors, string.Join('\n', errors));
    }

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void Program_OfUpstream_NamesTheVersionsOfThisRepository(string path)
    {
        string versions = TrackedFiles.Text("Directory.Packages.props");
        foreach (string line in TrackedFiles.Text(path).Split('\n').Where(line => line.StartsWith("#:package", StringComparison.Ordinal)))
        {
            string[] package = line["#:package ".Length..].Split('@');
            Assert.Contains($"Include=\"{package[0]}\" Version=\"{package[1]}\"", versions);
        }
    }
}
