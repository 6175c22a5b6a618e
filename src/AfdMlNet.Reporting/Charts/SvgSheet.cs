using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Charts;

/// <summary>Figures of a page as one picture that stands alone: black on white, fixed colours, titles and legends drawn in.</summary>
internal static class SvgSheet
{
    private const double PanelWidth = 540;
    private const double Space = 28;
    private const double FontSize = 15;
    private const double LineHeight = 22;
    private const double SampleWidth = 24;
    private const string Ink = "#1c2430";

    // Of a wide font: text that is measured too long leaves a gap, too short runs into its neighbour.
    private const double CharacterWidth = 0.6 * FontSize;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture as a document.</summary>
    /// <param name="title">What all of it shows.</param>
    /// <param name="figures">The figures, at least one, in rows of two.</param>
    public static string Of(string title, IReadOnlyList<XElement> figures)
    {
        int columns = Math.Min(2, figures.Count);
        double y = Space + LineHeight;
        List<XElement> panels = [Text(title, Space, y, 1.2 * FontSize, isBold: true)];
        foreach (XElement[] row in figures.Chunk(columns))
        {
            (XElement Drawing, double Height)[] drawn = [.. row.Select(Panel)];
            for (int column = 0; column < drawn.Length; column++)
                panels.Add(new(_svg + "g", Place("transform", $"translate({Space + column * (PanelWidth + Space)} {y + Space / 2})"),
                    drawn[column].Drawing.Elements()));
            y += Space + drawn.Max(panel => panel.Height);
        }
        return Document(title, Space + columns * (PanelWidth + Space), y + Space / 2, panels);
    }

    private static string Document(string title, double width, double height, List<XElement> panels)
    {
        var root = new XElement(_svg + "svg",
            Place("width", $"{width}"), Place("height", $"{height}"), Place("viewBox", $"0 0 {width} {height}"),
            new XAttribute("color", Ink), new XAttribute("role", "img"),
            new XElement(_svg + "title", Valid.Xml(title)),
            new XElement(_svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")),
            panels);
        foreach (XAttribute attribute in root.Descendants().Attributes())
            attribute.Value = ChartPalette.ToFixed(attribute.Value);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n";
    }

    private static (XElement Drawing, double Height) Panel(XElement figure)
    {
        var panel = new XElement(_svg + "g");
        double y = 0;
        foreach (string line in Lines(figure.Element("figcaption")!.Value))
            panel.Add(Text(line, 0, y += LineHeight, FontSize, isBold: true));
        var drawing = new XElement(figure.Element(_svg + "svg")!);
        double[] box =
            [.. drawing.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        double height = PanelWidth * box[3] / box[2];
        panel.Add(Placed(drawing, 0, y += LineHeight / 2, PanelWidth, height));
        return (panel, Legend(panel, figure, y + height));
    }

    /// <returns>Where the legend ends.</returns>
    private static double Legend(XElement panel, XElement figure, double y)
    {
        double x = PanelWidth;
        foreach (XElement entry in figure.Descendants("li"))
        {
            double width = SampleWidth + CharacterWidth * (entry.Value.Length + 2);
            if (x + width > PanelWidth)
                (x, y) = (0, y + LineHeight);
            panel.Add(Placed(new(entry.Element(_svg + "svg")!), x, y - FontSize / 2, SampleWidth, FontSize / 2));
            panel.Add(Text(entry.Value, x + SampleWidth + FontSize / 2, y, FontSize, isBold: false));
            x += width;
        }
        return y;
    }

    private static IEnumerable<string> Lines(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && CharacterWidth * (line.Length + 1 + word.Length) > PanelWidth)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }

    private static XElement Placed(XElement drawing, double x, double y, double width, double height)
    {
        drawing.Add(Place("x", $"{x}"), Place("y", $"{y}"), Place("width", $"{width}"), Place("height", $"{height}"));
        return drawing;
    }

    private static XElement Text(string text, double x, double y, double size, bool isBold) => new(_svg + "text",
        Place("x", $"{x}"), Place("y", $"{y}"), Place("font-size", $"{size}"), new XAttribute("font-family", "system-ui, sans-serif"),
        new XAttribute("fill", "currentColor"), isBold ? new XAttribute("font-weight", "600") : null, Valid.Xml(text));

    private static XAttribute Place(string name, FormattableString value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
