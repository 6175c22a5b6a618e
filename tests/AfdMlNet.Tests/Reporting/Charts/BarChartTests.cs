using System.Xml.Linq;
using AfdMlNet.Reporting.Charts;

namespace AfdMlNet.Tests.Reporting.Charts;

[TestClass]
public class BarChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void Figure_Bars_AreNamedFromTheTop()
    {
        XElement figure = new BarChart("Accuracy", "%", [new("afd", 75, 1), new("dml", 74, 2), new("alone", 70)]).Figure();
        Dictionary<string, double> heights = figure.Descendants(_svg + "text").ToDictionary(text => text.Value, Top);
        Assert.IsLessThan(heights["dml"], heights["afd"]);
        Assert.IsLessThan(heights["alone"], heights["dml"]);
        Assert.AreEqual("afd: 75 \u00b1 1; dml: 74 \u00b1 2; alone: 70", figure.Descendants(_svg + "desc").Single().Value);
    }

    [TestMethod]
    public void Figure_MoreBars_IsHigher()
    {
        Assert.AreEqual("0 0 400 86", ViewBox(1));
        Assert.AreEqual("0 0 400 320", ViewBox(10));
    }

    [TestMethod]
    public void Figure_LongName_IsCut()
    {
        XElement figure = new BarChart("Accuracy", "%", [new("a name that is far too long to stand there", 1)]).Figure();
        Assert.Contains("a name that is far too \u2026", figure.Descendants(_svg + "text").Select(text => text.Value));
    }

    [TestMethod]
    public void Figure_ValueNotFinite_HasNoBar() =>
        Assert.HasCount(Rectangles([new("a", 1)]), Enumerable.Range(0, Rectangles([new("a", 1), new("b", double.NaN)])));

    [TestMethod]
    public void Figure_NameThatNoPageMayHold_IsReplaced() =>
        Assert.Contains("\ufffd<b>",
            new BarChart("Accuracy", "%", [new("\u0001<b>", 1)]).Figure().Descendants(_svg + "text").Select(text => text.Value));

    private static int Rectangles(IReadOnlyList<Bar> bars) => new BarChart("Accuracy", "%", bars).Figure()
        .Descendants(_svg + "rect")
            .Count(shape => shape.Attribute("style")?.Value.Contains("--series-1", StringComparison.Ordinal) == true);

    private static string ViewBox(int bars) =>
        new BarChart("Accuracy", "%", [.. Enumerable.Range(0, bars).Select(bar => new Bar($"{bar}", bar + 1))])
            .Figure()
            .Element(_svg + "svg")!.Attribute("viewBox")!.Value;

    private static double Top(XElement text) => double.Parse(
        text.Attribute("transform")!.Value.Split(',', ')')[1], System.Globalization.CultureInfo.InvariantCulture);
}
