using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AfdMlNet.Files;

namespace AfdMlNet.Reporting.Html;

/// <summary>
/// A page that needs nothing beside it: no network, no script. It is HTML and well-formed XML at once; what goes into an
/// <see cref="XElement"/> as text is escaped.
/// </summary>
/// <param name="Title">The page's title.</param>
/// <param name="Body">Its elements, in order.</param>
internal sealed record HtmlPage(string Title, IReadOnlyList<XElement> Body)
{
    private static readonly HashSet<string> _empty = ["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

    /// <summary>The page's text.</summary>
    public string Text() => Filled("page.html", new()
    {
        ["Title"] = Escaped(Title),
        ["Style"] = Filled("page.css", []),
        ["Body"] = string.Join('\n', Body.Select((element, index) => Ready(element, index).ToString(SaveOptions.DisableFormatting))),
    });

    /// <summary>Writes the page; an existing file is replaced once the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Text())));

    private static string Filled(string template, Dictionary<string, string> values) =>
        Template.Fill($"Reporting/{template}", values, home: typeof(HtmlPage).Assembly);

    /// <summary>
    /// A copy as HTML wants it: no element that ends itself, and no identifier twice where several drawings have their own.
    /// </summary>
    private static XElement Ready(XElement body, int index)
    {
        var element = new XElement(body);
        int drawing = 0;
        foreach (XElement part in element.DescendantsAndSelf().ToList())
        {
            if (part.Name.LocalName == "svg")
                NameApart(part, string.Create(CultureInfo.InvariantCulture, $"s{index}-{drawing++}-"));
            if (part.IsEmpty && part.Name.Namespace == XNamespace.None && !_empty.Contains(part.Name.LocalName))
                part.Value = "";
        }
        return element;
    }

    private static void NameApart(XElement drawing, string prefix)
    {
        foreach (XAttribute attribute in drawing.Descendants().Attributes())
        {
            if (attribute.Name == "id")
                attribute.Value = prefix + attribute.Value;
            else
                attribute.Value = attribute.Value.Replace("url(#", "url(#" + prefix, StringComparison.Ordinal);
        }
    }

    private static string Escaped(string text) => new XText(Valid.Xml(text)).ToString();
}
