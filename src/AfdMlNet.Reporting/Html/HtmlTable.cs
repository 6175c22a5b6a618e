using System.Xml.Linq;

namespace AfdMlNet.Reporting.Html;

/// <summary>A table: the first cell of each row is its heading. One that is too wide scrolls by itself.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows: a cell for each column.</param>
internal sealed record HtmlTable(string Caption, IReadOnlyList<HtmlColumn> Columns, IEnumerable<IReadOnlyList<HtmlCell>> Rows)
{
    /// <summary>The table.</summary>
    public XElement Element() => Scrolling(new XElement("table",
        new XElement("caption", Valid.Xml(Caption)),
        new XElement("thead", new XElement("tr", Columns.Select(column =>
            new XElement("th", new XAttribute("scope", "col"), column.Class, Valid.Xml(column.Name))))),
        new XElement("tbody", Rows.Select(Row))));

    /// <summary>Names and values, a row each.</summary>
    public static XElement Facts(string caption, IEnumerable<(string Name, string Value)> facts) => Scrolling(new XElement("table",
        Elements.Class("facts"),
        new XElement("caption", Valid.Xml(caption)),
        new XElement("tbody", facts.Select(fact => new XElement("tr",
            new XElement("th", new XAttribute("scope", "row"), Valid.Xml(fact.Name)), new XElement("td", Valid.Xml(fact.Value)))))));

    /// <summary>Whoever uses a keyboard scrolls it too.</summary>
    public static XElement Scrolling(XElement table) => new("div",
        Elements.Class("scroll"),
        new XAttribute("role", "region"),
        new XAttribute("aria-label", table.Element("caption")?.Value ?? ""),
        new XAttribute("tabindex", 0),
        table);

    private XElement Row(IReadOnlyList<HtmlCell> cells) => new("tr", cells.Select((cell, place) => place == 0
        ? new XElement("th", new XAttribute("scope", "row"), cell.Content)
        : new XElement("td", Columns[place].Class, cell.Content)));
}

/// <summary>A column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsNumber">Whether it holds numbers, which stand under each other.</param>
internal readonly record struct HtmlColumn(string Name, bool IsNumber = false)
{
    public XAttribute? Class => IsNumber ? Elements.Class("number") : null;
}

/// <summary>What a cell holds: text or an element.</summary>
internal readonly record struct HtmlCell(object Content)
{
    public static implicit operator HtmlCell(string text) => new(Valid.Xml(text));

    public static implicit operator HtmlCell(XElement element) => new(element);
}
