using System.Xml.Linq;
using AfdMlNet.Reporting.Charts;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Tests.Reporting.Html;

[TestClass]
public class HtmlPageTests
{
    [TestMethod]
    public void Text_AnyText_IsEscaped()
    {
        string text = new HtmlPage("<script>alert(1)</script>", [Elements.Paragraph("<img src=\"x\" onerror='y'> & \u0000 \ud800")]).Text();
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("<img", text);
        Assert.Contains("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>", text);
        Assert.AreEqual("<img src=\"x\" onerror='y'> & \ufffd \ufffd", Parsed(text).Descendants("p").Single().Value);
    }

    [TestMethod]
    public void Text_PlaceholderInContent_IsLeftAlone() =>
        Assert.AreEqual("{{Style}}", Parsed(new HtmlPage("t", [Elements.Paragraph("{{Style}}")]).Text()).Descendants("p").Single().Value);

    [TestMethod]
    public void Text_EmptyElements_AreHtml()
    {
        string text = new HtmlPage("t", [new("div", new XElement("td"), new XElement("br"))]).Text();
        Assert.Contains("<td></td><br />", text);
    }

    [TestMethod]
    public void Text_TwoCharts_ShareNoIdentifier()
    {
        var chart = new LineChart("Loss", "epoch", [new("a", [new(1, 1), new(2, 2)], 0)]);
        XDocument page = Parsed(new HtmlPage("t", [Elements.Charts([chart.Figure(), chart.Figure()]), chart.Figure()]).Text());
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        CollectionAssert.AllItemsAreUnique(ids);
        string[] used = [.. page.Descendants().Attributes("clip-path").Select(path => path.Value["url(#".Length..^1])];
        Assert.IsNotEmpty(used);
        CollectionAssert.IsSubsetOf(used, ids);
    }

    [TestMethod]
    public void Table_Rows_BeginWithTheirHeading()
    {
        XElement table = new HtmlTable("Students", [new("student"), new("accuracy", IsNumber: true)], [["<b>", "50.0 %"]]).Element();
        Assert.AreEqual("Students", table.Attribute("aria-label")!.Value);
        XElement row = table.Descendants("tbody").Elements("tr").Single();
        Assert.AreEqual("<b>", row.Element("th")!.Value);
        Assert.AreEqual("number", row.Element("td")!.Attribute("class")!.Value);
    }

    private static XDocument Parsed(string text) => XDocument.Parse(text);
}
