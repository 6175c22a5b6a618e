using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>The mistakes that the student was surest of: often images with a wrong label.</summary>
internal static class MistakeSection
{
    private const int MostShown = 24;

    public static XElement? Of(IReadOnlyList<MistakenImage> mistakes) => mistakes.Count == 0
        ? null
        : Elements.Section("mistakes", "Surest mistakes",
            Elements.Paragraph("The student was sure and wrong; some of these may carry a wrong label.", "quiet"),
            new XElement("ul", Elements.Class("images"), mistakes.Take(MostShown).Select(Item)));

    private static XElement Item(MistakenImage mistake) => new("li",
        Thumbnail.Of(mistake.Encoded.Span)?.Image($"{mistake.TrueClass}, taken for {mistake.PredictedClass}", mistake.Name),
        new XElement("div", "is ", new XElement("strong", Valid.Xml(mistake.TrueClass))),
        new XElement("div", "taken for ", new XElement("strong", Valid.Xml(mistake.PredictedClass))),
        new XElement("div", Elements.Class("quiet"), $"{FigureText.Percent(mistake.Probability)} sure"));
}
