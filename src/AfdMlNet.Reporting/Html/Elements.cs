using System.Xml.Linq;

namespace AfdMlNet.Reporting.Html;

/// <summary>The parts that pages are made of.</summary>
internal static class Elements
{
    /// <summary>A part of the page with its heading.</summary>
    /// <param name="id">Where links within the page lead.</param>
    /// <param name="heading">The heading.</param>
    /// <param name="content">Elements and text; null is nothing.</param>
    public static XElement Section(string id, string heading, params IEnumerable<object?> content) =>
        new("section", new XAttribute("id", id), new XElement("h2", Valid.Xml(heading)), content);

    public static XElement Heading(string text) => new("h3", Valid.Xml(text));

    public static XElement Paragraph(string text, string? kind = null) => new("p", Class(kind), Valid.Xml(text));

    public static XElement List(IEnumerable<string> items, string? kind = null) =>
        new("ul", Class(kind), items.Select(item => new XElement("li", Valid.Xml(item))));

    /// <summary>Charts side by side where there is room.</summary>
    public static XElement Charts(IEnumerable<XElement> figures) => new("div", Class("charts"), figures);

    /// <summary>What is there for who wants it.</summary>
    public static XElement Folded(string summary, params IEnumerable<object?> content) =>
        new("details", new XElement("summary", Valid.Xml(summary)), content);

    /// <summary>The few figures that matter most.</summary>
    public static XElement Tiles(IEnumerable<(string Name, string Value)> tiles) =>
        new("dl", Class("tiles"), tiles.Select(tile => new XElement("div",
            new XElement("dt", Valid.Xml(tile.Name)), new XElement("dd", Valid.Xml(tile.Value)))));

    public static XAttribute? Class(string? kind) => kind is null ? null : new XAttribute("class", kind);
}
