using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Reporting.Charts;

namespace AfdMlNet.Tests.Reporting.Charts;

[TestClass]
public class LineChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void Figure_TwoLines_HasTitleDescriptionAndLegend()
    {
        XElement figure = new LineChart("Loss", "epoch", [Line("resnet8 ce", 2, 1), Line("resnet14 ce", 3, 2)]).Figure();
        Assert.AreEqual("Loss", figure.Element("figcaption")!.Value);
        XElement drawing = figure.Element(_svg + "svg")!;
        Assert.AreEqual("0 0 400 240", drawing.Attribute("viewBox")!.Value);
        Assert.IsNull(drawing.Attribute("width"));
        Assert.AreEqual("Loss", drawing.Element(_svg + "title")!.Value);
        Assert.AreEqual("Lines over epoch: resnet8 ce, resnet14 ce.", drawing.Element(_svg + "desc")!.Value);
        CollectionAssert.AreEqual((string[])["resnet8 ce", "resnet14 ce"],
            figure.Element("ul")!.Elements().Select(entry => entry.Value).ToArray());
    }

    [TestMethod]
    public void Figure_Colours_FollowThePage()
    {
        string text = new LineChart("Loss", "epoch", [Line("a", 2, 1)]).Figure().ToString();
        Assert.Contains("var(--series-1, rgb(0,114,178))", text);
        Assert.Contains("fill=\"currentColor\"", text);
        Assert.DoesNotContain("rgb(1,2,3)", text);
        Assert.DoesNotContain("black", text);
    }

    [TestMethod]
    public void Figure_Epochs_AreWholeNumbers() =>
        CollectionAssert.IsSubsetOf((string[])["1", "2", "3"], Texts(new LineChart("Loss", "epoch", [Line("a", 20, 10, 15)]).Figure()));

    [TestMethod]
    public void Figure_ValueNotFinite_IsAGap()
    {
        XElement whole = new LineChart("Loss", "epoch", [Line("a", 1, 2, 3, 4)]).Figure();
        XElement broken = new LineChart("Loss", "epoch", [Line("a", 1, double.NaN, 3, double.PositiveInfinity)]).Figure();
        Assert.AreEqual(4, Marks(whole));
        Assert.AreEqual(2, Marks(broken));
    }

    [TestMethod]
    public void Figure_Logarithmic_LeavesOutWhatIsNotAboveZero() =>
        Assert.AreEqual(2, Marks(new LineChart("Norm", "epoch", [Line("a", 0, 0.001, 10)]) { IsLogarithmic = true }.Figure()));

    [TestMethod]
    public void Figure_Band_IsDrawnBehindTheLine()
    {
        var line = new ChartSeries("afd", [new(1, 2, 1, 3), new(2, 3, 2, 4)], 1);
        XElement drawing = new LineChart("Accuracy", "epoch", [line]).Figure().Element(_svg + "svg")!;
        Assert.HasCount(1, Bands(drawing));
        Assert.IsEmpty(Bands(new LineChart("Accuracy", "epoch", [Line("a", 1, 2)]).Figure()));
    }

    [TestMethod]
    public void Figure_NoPointAtAll_IsStillAChart() => Assert.IsNotEmpty(Texts(new LineChart("Loss", "epoch", [Line("a")]).Figure()));

    [TestMethod]
    public void Figure_OtherCulture_IsTheSame()
    {
        var chart = new LineChart("Loss", "epoch", [Line("a", 0.25, 1.5)]);
        string expected = chart.Figure().ToString();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.AreEqual(expected, chart.Figure().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static ChartSeries Line(string name, params double[] values) =>
        new(name, [.. values.Select((value, index) => new ChartPoint(index + 1, value))], 0);

    private static string[] Texts(XElement figure) => [.. figure.Descendants(_svg + "text").Select(text => text.Value)];

    private static int Marks(XElement figure) => figure.Descendants(_svg + "ellipse").Count();

    private static XElement[] Bands(XElement figure) =>
        [.. figure.Descendants(_svg + "polygon")
            .Where(shape => shape.Attribute("style")!.Value.Contains("fill-opacity", StringComparison.Ordinal))];
}
