using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AfdMlNet.Reporting.Html;
using OxyPlot;

namespace AfdMlNet.Reporting.Charts;

/// <summary>A drawing of OxyPlot as a figure of a page: it grows and shrinks with its column, and says what it is.</summary>
internal static class ChartFigure
{
    /// <summary>Drawn so small that the text is legible on a phone, where it shrinks a little.</summary>
    public const double Width = 400;
    public const double Height = 240;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <param name="title">What it shows.</param>
    /// <param name="description">The same for those who do not see it.</param>
    /// <param name="plot">The drawing.</param>
    /// <param name="height">Its height, where it is <see cref="Width"/> wide.</param>
    /// <param name="legend">Name, colour and dash of each line; none without lines.</param>
    public static XElement Of(
        string title, string description, PlotModel plot, double height, IEnumerable<(string Name, int Colour, ChartDash Dash)> legend)
    {
        List<XElement> entries = [.. legend.Select(line => new XElement("li", Sample(line.Colour, line.Dash), Valid.Xml(line.Name)))];
        return new XElement("figure",
            new XElement("figcaption", Valid.Xml(title)),
            Drawing(title, description, plot, height),
            entries.Count > 0 ? new XElement("ul", new XAttribute("class", "legend"), entries) : null);
    }

    private static XElement Drawing(string title, string description, PlotModel plot, double height)
    {
        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = height, IsDocument = false, TextMeasurer = new WideText(Width, height) }
            .Export(plot, stream);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        XElement drawn = XElement.Parse(ChartPalette.ToPage(text[text.IndexOf("<svg", StringComparison.Ordinal)..]));
        return new XElement(_svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}")),
            new XAttribute("role", "img"),
            new XElement(_svg + "title", Valid.Xml(title)),
            new XElement(_svg + "desc", Valid.Xml(description)),
            drawn.Elements());
    }

    private static XElement Sample(int colour, ChartDash dash) => new(_svg + "svg",
        new XAttribute("viewBox", "0 0 24 8"),
        new XAttribute("aria-hidden", "true"),
        new XElement(_svg + "line",
            new XAttribute("x1", 0), new XAttribute("y1", 4), new XAttribute("x2", 24), new XAttribute("y2", 4),
            new XAttribute("style", $"stroke:{ChartPalette.Css(colour)};stroke-width:3;stroke-dasharray:{Dashes(dash)}")));

    private static string Dashes(ChartDash dash) => dash switch
    {
        ChartDash.Dashed => "6,3",
        ChartDash.Dotted => "2,3",
        _ => "none",
    };
}
