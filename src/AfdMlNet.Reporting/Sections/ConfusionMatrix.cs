using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>The confusion matrix as a table whose cells are shaded by their share of the row: right ones blue, mistakes orange.</summary>
internal static class ConfusionMatrix
{
    private const string Right = "0,103,163";
    private const string Wrong = "190,78,0";
    private const double LightTextFrom = 0.55;
    private const int LongHeading = 4;

    /// <summary>With the number of images in each cell.</summary>
    public static XElement Numbers(TestResults test)
    {
        bool areNarrow = test.ClassNames.Count > LongHeading && test.ClassNames.Any(name => name.Length > LongHeading);
        return HtmlTable.Scrolling(new XElement("table",
            Elements.Class(areNarrow ? "matrix narrow" : "matrix"),
            new XElement("caption", "Rows: what the images are. Columns: what they were taken for. Shaded by the share of the row."),
            new XElement("thead", new XElement("tr", new XElement("th"), test.ClassNames.Select(name => Heading("col", name)))),
            new XElement("tbody", Rows(test, (actual, predicted) => FigureText.Count(test.Confusion[actual][predicted])))));
    }

    /// <summary>In colours alone, for many classes.</summary>
    public static XElement Colours(TestResults test) => HtmlTable.Scrolling(new XElement("table",
        Elements.Class("matrix compact"),
        new XElement("caption", "All classes: rows are what the images are, columns, in the same order, what they were taken for."),
        new XElement("tbody", Rows(test, (_, _) => ""))));

    private static IEnumerable<XElement> Rows(TestResults test, Func<int, int, string> text) => Enumerable.Range(0, test.ClassNames.Count)
        .Select(actual => new XElement("tr",
            Heading("row", test.ClassNames[actual]),
            Enumerable.Range(0, test.ClassNames.Count).Select(predicted => Cell(test, actual, predicted, text(actual, predicted)))));

    private static XElement Heading(string scope, string name) => new("th", new XAttribute("scope", scope), Valid.Xml(name));

    private static XElement Cell(TestResults test, int actual, int predicted, string text)
    {
        int images = test.Confusion[actual][predicted];
        if (images == 0)
            return new XElement("td", text);
        double share = (double)images / test.ImagesOf(actual);
        return new XElement("td",
            share >= LightTextFrom ? Elements.Class("strong") : null,
            new XAttribute("style", string.Create(
                CultureInfo.InvariantCulture, $"background:rgba({(actual == predicted ? Right : Wrong)},{Math.Max(share, 0.08):F2})")),
            new XAttribute(
                "title", Valid.Xml($"{test.ClassNames[actual]} taken for {test.ClassNames[predicted]}: {FigureText.Count(images)}")),
            text);
    }
}
