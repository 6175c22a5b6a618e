using AfdMlNet.Cli.Output;

namespace AfdMlNet.Tests.Cli.Output;

[TestClass]
public sealed class WordWrapTests
{
    [TestMethod]
    [DataRow("", new[] { "" })]
    [DataRow("one two", new[] { "one two" })]
    [DataRow("one two three", new[] { "one two", "three" })]
    [DataRow("one twooo three", new[] { "one twooo", "three" })]
    [DataRow("  one two three", new[] { "  one two", "  three" })]
    [DataRow("/a/long/path/of/a/file", new[] { "/a/long/p", "ath/of/a/", "file" })]
    [DataRow("one /a/long/path", new[] { "one", "/a/long/p", "ath" })]
    [DataRow("one\ntwo", new[] { "one", "two" })]
    public void Lines_OfNineColumns_AreBrokenBetweenWords(string text, string[] lines) =>
        CollectionAssert.AreEqual(lines, WordWrap.Lines(text, 9).ToArray());
}
