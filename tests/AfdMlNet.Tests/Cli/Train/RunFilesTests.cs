using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class RunFilesTests
{
    [TestMethod]
    [DataRow("a\nb", "a\\u000ab")]
    [DataRow("a\r\nb", "a\\u000d\\u000ab")]
    [DataRow("a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d")]
    [DataRow("\u001b[2J", "\\u001b[2J")]
    [DataRow("plain, \"quoted\" und Straße", "plain, \"quoted\" und Straße")]
    public void WriteLabels_NameWithLineBreaks_IsOneLine(string name, string line)
    {
        string path = Path.GetTempFileName();
        try
        {
            RunFiles.WriteLabels(path, ["first", name, "last"]);

            CollectionAssert.AreEqual((string[])["first", line, "last"], File.ReadAllLines(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
