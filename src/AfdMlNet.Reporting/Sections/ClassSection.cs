using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>Class by class, the least accurate first.</summary>
internal static class ClassSection
{
    private const int MostShown = 20;
    private const int WorstShown = 10;

    private static readonly HtmlColumn[] _columns =
        [new("class"), new("images", true), new("accuracy", true), new(""), new("precision", true)];

    public static XElement Of(TestResults test)
    {
        List<int> order =
            [.. Enumerable.Range(0, test.ClassNames.Count).Where(index => test.ImagesOf(index) > 0).OrderBy(index => test.Recall(index))];
        return Elements.Section("classes", "Classes", order.Count <= MostShown
            ? [Table(test, order, "The least accurate first. Precision: how many of those taken for the class are it.")]
            :
            [
                Table(test, order.Take(WorstShown), FormattableString.Invariant($"The {WorstShown} least accurate.")),
                Elements.Folded($"All {FigureText.Count(order.Count)} classes", Table(test, order, "The least accurate first.")),
            ]);
    }

    private static XElement Table(TestResults test, IEnumerable<int> order, string caption) =>
        new HtmlTable(caption, _columns, order.Select(index => (HtmlCell[])
    [
        test.ClassNames[index], FigureText.Count(test.ImagesOf(index)), FigureText.Percent(test.Recall(index)), Bar(test.Recall(index)),
        FigureText.Percent(test.Precision(index)),
    ])).Element();

    private static XElement Bar(double? fraction) => new("span", Elements.Class("bar"), new XAttribute("aria-hidden", "true"),
        new XElement("span", new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"width:{100 * fraction ?? 0:F1}%"))));
}
