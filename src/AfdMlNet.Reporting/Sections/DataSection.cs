using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>What the images look like: counts, samples, sizes, and those that are there twice.</summary>
internal static class DataSection
{
    private const int MostShown = 20, SmallestShown = 10, PairsShown = 12;

    public static XElement? Of(DataSummary? data) => data is null
        ? null
        : Elements.Section("data", "Images",
            data.Sizes is { } sizes ? Elements.Paragraph(sizes) : null,
            Counts(data),
            Samples(data),
            Same(data.Same));

    private static IEnumerable<XElement> Counts(DataSummary data)
    {
        int[] order = [.. Enumerable.Range(0, data.ClassNames.Count).OrderByDescending(index => Images(data, index))];
        int most = order.Length > 0 ? Math.Max(1, Images(data, order[0])) : 1;
        if (order.Length <= MostShown)
            return [Table(data, order, most, "The largest class first.")];
        return
        [
            Table(data, order[^SmallestShown..], most, FormattableString.Invariant($"The {SmallestShown} smallest classes.")),
            Elements.Folded($"All {FigureText.Count(order.Length)} classes", Table(data, order, most, "The largest class first.")),
        ];
    }

    // What is trained on decides.
    private static int Images(DataSummary data, int index) => data.Parts.Count > 0 ? data.Parts[0].Images[index] : 0;

    private static XElement Table(DataSummary data, IEnumerable<int> order, int most, string caption)
    {
        HtmlColumn[] columns = [new("class"), .. data.Parts.Select(part => new HtmlColumn(part.Name, true)), new("")];
        return new HtmlTable(caption, columns, order.Select(index => (HtmlCell[])
        [
            data.ClassNames[index], .. data.Parts.Select(part => (HtmlCell)FigureText.Count(part.Images[index])),
            Bar((double)Images(data, index) / most),
        ])).Element();
    }

    private static XElement Bar(double fraction) => new("span", Elements.Class("bar"), new XAttribute("aria-hidden", "true"),
        new XElement("span", new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"width:{100 * fraction:F1}%"))));

    private static XElement? Samples(DataSummary data) => data.Samples.Count == 0
        ? null
        : new("ul", Elements.Class("images samples"), data.Samples.GroupBy(sample => sample.ClassName).Select(group => new XElement("li",
            new XElement("div", Elements.Class("row"), group.Select(Image)),
            new XElement("div", new XElement("strong", Valid.Xml(group.Key))))));

    private static XElement? Image(SampleImage sample) => Thumbnail.Of(sample.Encoded.Span)?.Image(sample.ClassName, sample.Name);

    private static IEnumerable<XElement> Same(IReadOnlyList<SameImages>? pairs)
    {
        if (pairs is null)
            yield break;
        yield return Elements.Heading("The same twice");
        yield return Elements.Paragraph(pairs.Count == 0
            ? "No two of these images are the same or look it."
            : $"{FigureText.Count(pairs.Count, "pair")} of images that are the same or look it"
                + $"{Kind(pairs.Count(pair => pair.IsLeak), "in two parts, so that a test on them tests nothing")}"
                + $"{Kind(pairs.Count(pair => pair.HasTwoClasses), "in two classes, of which one may be wrong")}."
                + (pairs.Count > PairsShown ? $" The first {FigureText.Count(PairsShown)}; \u201cafd data\u201d names all." : ""));
        if (pairs.Count > 0)
            yield return new XElement("ul", Elements.Class("images samples"), pairs.Take(PairsShown).Select(Pair));
    }

    private static string Kind(int count, string what) => count == 0 ? "" : $"; {what}: {FigureText.Count(count)}";

    private static XElement Pair(SameImages pair) => new("li",
        new XElement("div", Elements.Class("row"), Image(pair.First), Image(pair.Second)),
        new XElement("div", new XElement("strong", Valid.Xml(Both(pair.First.ClassName, pair.Second.ClassName)))),
        new XElement("div", Elements.Class("quiet"), Valid.Xml(Both(pair.FirstPart, pair.SecondPart))),
        new XElement("div", Elements.Class("quiet"), Valid.Xml($"{pair.First.Name}, {pair.Second.Name}")));

    private static string Both(string first, string second) => first == second ? first : $"{first} and {second}";
}
