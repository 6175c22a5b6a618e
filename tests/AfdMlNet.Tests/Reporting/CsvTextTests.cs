using AfdMlNet.Cli.Scoring.Files;
using AfdMlNet.Reporting;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public sealed class CsvTextTests
{
    [TestMethod]
    [DataRow("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [DataRow("+1", "'+1")]
    [DataRow("-1,2", "\"'-1,2\"")]
    [DataRow("@SUM(A1)", "'@SUM(A1)")]
    [DataRow("\t=1", "'\t=1")]
    [DataRow("\r=1", "\"'\r=1\"")]
    [DataRow("\n=1", "\"'\n=1\"")]
    [DataRow("a=1", "a=1")]
    [DataRow("", "")]
    [DataRow("say \"x\"", "\"say \"\"x\"\"\"")]
    public void Name_ThatASpreadsheetWouldCompute_IsText(string name, string cell) => Assert.AreEqual(cell, CsvText.Name(name));

    [TestMethod]
    public void Scores_NamesThatASpreadsheetWouldCompute_AreTextAndNumbersStayNumbers()
    {
        using var stream = new MemoryStream();
        using (var file = new CsvScoreFile(stream, ["=a", "-b"]))
            file.Write("@x.png", 1, [1e-9f, 1]);

        string[] lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n");

        Assert.AreEqual("path,predicted_label,probability,p_=a,p_-b", lines[0]);
        Assert.AreEqual("'@x.png,'-b,1,1E-09,1", lines[1]);
    }
}
