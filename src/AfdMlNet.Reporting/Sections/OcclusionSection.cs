using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;
using AfdMlNet.Scoring;

namespace AfdMlNet.Reporting.Sections;

/// <summary>Where the student looked when it was surest and wrong: the rest of the picture is darkened.</summary>
internal static class OcclusionSection
{
    private const int MostShown = 12;
    private const double Darkest = 0.8;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    public static XElement? Of(IReadOnlyList<MistakenImage> mistakes)
    {
        XElement[] items = [.. mistakes.Where(mistake => mistake.Occlusion is not null).Take(MostShown).Select(Item)];
        return items.Length == 0
            ? null
            : Elements.Section("looks", "Where it looked",
                Elements.Paragraph(
                    "Bright is what its wrong answer rests on: covered, it makes that answer less likely. A background that is bright in "
                        + "many pictures is often what their class was learned from.",
                    "quiet"),
                new XElement("ul", Elements.Class("images"), items));
    }

    private static XElement Item(MistakenImage mistake)
    {
        OcclusionMap map = mistake.Occlusion!;
        double most = Math.Max(0, map.Falls.Max(row => row.Max()));
        return new("li",
            Picture(map, most, $"{mistake.TrueClass}, taken for {mistake.PredictedClass}: what that rests on is bright"),
            new XElement("div", "taken for ", new XElement("strong", Valid.Xml(mistake.PredictedClass))),
            new XElement("div", Elements.Class("quiet"), $"{FigureText.Percent(mistake.Probability)} sure; "
                + $"without the brightest part {FigureText.Percent(Math.Max(0, mistake.Probability - most))}"));
    }

    private static XElement Picture(OcclusionMap map, double most, string alternative)
    {
        Thumbnail picture = Thumbnail.Of(map.Pixels.Span, map.Width, map.Height);
        int rows = map.Falls.Count, columns = map.Falls[0].Count;
        IEnumerable<XElement> shades =
            from y in Enumerable.Range(0, rows)
            from x in Enumerable.Range(0, columns)
            let dark = most > 0 ? Darkest * (1 - Math.Max(0, map.Falls[y][x]) / most) : Darkest
            select new XElement(_svg + "rect",
                Number("x", (double)x * map.Width / columns), Number("y", (double)y * map.Height / rows),
                // A little more, so that no bright line is left between two cells.
                Number("width", 1.02 * map.Width / columns), Number("height", 1.02 * map.Height / rows), Number("fill-opacity", dark));
        return new(_svg + "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {map.Width} {map.Height}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", Valid.Xml(alternative)),
            new XElement(_svg + "image",
                new XAttribute("href", picture.Uri), new XAttribute("width", map.Width), new XAttribute("height", map.Height),
                picture.IsSmall ? Elements.Class("small") : null),
            shades);
    }

    private static XAttribute Number(string name, double value) => new(name, value.ToString("0.###", CultureInfo.InvariantCulture));
}
