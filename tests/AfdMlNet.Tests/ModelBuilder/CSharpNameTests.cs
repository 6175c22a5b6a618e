using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Tests.ModelBuilder;

[TestClass]
public sealed class CSharpNameTests
{
    [TestMethod]
    [DataRow("Flowers")]
    [DataRow("_flowers2")]
    [DataRow("Blüten")]
    public void Class_Identifier_IsTaken(string name) => Assert.IsNull(CSharpName.RefusalOfClass(name));

    [TestMethod]
    [DataRow("", "1 to 100")]
    [DataRow("2flowers", "first character")]
    [DataRow("my flowers", "' '")]
    [DataRow("a/../b", "'/'")]
    [DataRow("a\"b", "'\"'")]
    [DataRow("class", "word of the language")]
    [DataRow("Predict", "another name")]
    [DataRow("System", "another name")]
    public void Class_NotAnIdentifier_IsRefusedWithTheReason(string name, string reason) =>
        Assert.Contains(reason, CSharpName.RefusalOfClass(name)!);

    [TestMethod]
    [DataRow("A.B.C", true)]
    [DataRow("A..C", false)]
    [DataRow("A.int", false)]
    public void Namespace_OfIdentifiers_IsTaken(string name, bool isTaken) =>
        Assert.AreEqual(isTaken, CSharpName.RefusalOfNamespace(name) is null);

    [TestMethod]
    [DataRow("plain é", "\"plain é\"")]
    [DataRow("C:\\a \"b\"", "\"C:\\\\a \\\"b\\\"\"")]
    [DataRow("a\n\u2028\ud83d\ude00", "\"a\\u000A\\u2028\\uD83D\\uDE00\"")]
    public void Literal_AnyText_IsEscaped(string text, string literal) => Assert.AreEqual(literal, CSharpText.Literal(text));
}
