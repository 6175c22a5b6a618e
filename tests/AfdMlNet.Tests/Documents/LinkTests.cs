using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AfdMlNet.Tests.Documents;

/// <summary>No page points to what is not there.</summary>
[TestClass]
public sealed partial class LinkTests
{
    private static IEnumerable<string> Pages => TrackedFiles.All.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    [TestMethod]
    public void Links_Relative_Exist() => AssertNone(
        from page in Pages
        from link in Links(page)
        where !IsAbsolute(link) && !Exists(page, link)
        select $"{page} -> {link}");

    [TestMethod]
    public void Links_OfPackageReadmes_AreAbsolute() => AssertNone(
        from page in Pages
        where IsPackageReadme(page)
        from link in Links(page)
        where !IsAbsolute(link)
        select $"{page} -> {link}");

    [TestMethod]
    public void Links_OfPackageReadmes_NameTheRepositoryOfTheProject()
    {
        string repository = XDocument.Load(TrackedFiles.FullPath("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        AssertNone(
            from page in Pages
            where IsPackageReadme(page)
            from link in Links(page)
            where !link.StartsWith(repository, StringComparison.Ordinal)
            select $"{page} -> {link}");
    }

    [TestMethod]
    public void Comments_NamePagesOfTheRepository() => AssertNone(
        from file in TrackedFiles.All
        where file.EndsWith(".cs", StringComparison.Ordinal)
        from line in TrackedFiles.Text(file).Split('\n')
        where line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match page in PageNames().Matches(line)
        where !TrackedFiles.All.Contains(page.Value) && !_elsewhere.Contains(page.Value)
        select $"{file}: {page.Value}");

    [TestMethod]
    public void Pages_OfDocs_BeginWithInShort() => AssertNone(
        from page in Pages
        where page.StartsWith("docs/", StringComparison.Ordinal)
        where TrackedFiles.Text(page).Split('\n').FirstOrDefault(line => line.StartsWith("## ", StringComparison.Ordinal)) != "## In short"
        select page);

    [TestMethod]
    public void Readme_Size_IsBelow8Kilobytes() => Assert.IsLessThan(8192, new FileInfo(TrackedFiles.FullPath("README.md")).Length);

    // A page of ONNX's, and files that the tool writes.
    private static readonly string[] _elsewhere = ["docs/Versioning.md", "compare.md", "model-card.md"];

    private static void AssertNone(IEnumerable<string> found) => Assert.AreEqual("", string.Join('\n', found));

    private static bool IsPackageReadme(string page) => page.StartsWith("src/", StringComparison.Ordinal);

    private static bool IsAbsolute(string link) => Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps;

    private static IEnumerable<string> Links(string page) =>
        InlineLinks().Matches(Fences().Replace(TrackedFiles.Text(page), "")).Select(link => link.Groups["target"].Value);

    private static bool Exists(string page, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0
            ? TrackedFiles.FullPath(page)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(TrackedFiles.FullPath(page))!, parts[0]));
        return parts.Length == 1
            ? File.Exists(target) || Directory.Exists(target)
            : File.Exists(target) && Anchors(target).Contains(parts[1]);
    }

    /// <summary>A heading's anchor as GitHub makes it.</summary>
    private static IEnumerable<string> Anchors(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex InlineLinks();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\b(?:docs/)?[\w-]+\.md\b")]
    private static partial Regex PageNames();
}
