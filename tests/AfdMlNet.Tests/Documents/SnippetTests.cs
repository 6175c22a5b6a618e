using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AfdMlNet.Tests.Documents;

/// <summary>The C# of README, docs and package readmes compiles against the library.</summary>
[TestClass]
public sealed partial class SnippetTests
{
    // What a snippet may take for granted: usings, and the names that readers know from the text.
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using Microsoft.ML;

        """;

    private const string Given = """
            MLContext mlContext = null!;
            AfdMlNet.AdversarialDistillationTrainer.Options options = null!;
            IEstimator<ITransformer> pipeline = null!;
            IDataView trainingData = null!, images = null!, newImages = null!;
            string imageFolder = "";
            CancellationToken token = default;
        """;

    public static IEnumerable<object[]> Pages => TrackedFiles.All
        .Where(path => path.EndsWith(".md", StringComparison.Ordinal) && Fences().IsMatch(TrackedFiles.Text(path)))
        .Select(path => new object[] { path });

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public void Snippets_OfPage_Compile(string page)
    {
        string[] errors = [.. Fences().Matches(TrackedFiles.Text(page)).SelectMany(fence => Errors(fence.Groups["code"].Value))];
        Assert.IsEmpty(errors, $"{page}:\n{string.Join('\n', errors)}");
    }

    [TestMethod]
    public void Snippets_OfReadme_AreFound() => Assert.Contains("README.md", Pages.Select(page => (string)page[0]).ToArray());

    [TestMethod]
    public void Errors_UnknownMember_IsOne() => Assert.HasCount(1, Errors("options.NoSuchOption = 1;\n"));

    /// <summary>The snippet as the body of a method whose locals hide what is given where they have its name.</summary>
    private static string[] Errors(string snippet)
    {
        string[] lines = snippet.Split('\n');
        bool IsUsing(string line) => UsingDirective().IsMatch(line);
        string code = $$"""
            {{Usings}}{{string.Join('\n', lines.Where(IsUsing))}}
            internal class Given
            {
            {{Given.Replace("    ", "    protected static ", StringComparison.Ordinal)}}
            }

            internal sealed class Snippet : Given
            {
                private static void Body()
                {
            {{string.Join('\n', lines.Where(line => !IsUsing(line)))}}
                }
            }
            """;
        var options =
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return
        [
            .. CSharpCompilation.Create("Snippet", [CSharpSyntaxTree.ParseText(code)], References(), options).GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex UsingDirective();
}
