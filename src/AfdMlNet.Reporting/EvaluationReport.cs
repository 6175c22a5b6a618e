using System.Xml.Linq;
using AfdMlNet.Reporting.Html;
using AfdMlNet.Reporting.Sections;

namespace AfdMlNet.Reporting;

/// <summary>A test of a saved model as one page of HTML that needs nothing beside it.</summary>
public sealed record EvaluationReport
{
    /// <summary>What the model is called, such as its file.</summary>
    public required string Model { get; init; }

    /// <summary>How it did.</summary>
    public required TestResults Test { get; init; }

    /// <summary>Where it was tested; default: this process's.</summary>
    public RunEnvironment Environment { get; init; } = RunEnvironment.Current();

    /// <summary>The page's text, which is well-formed XML too.</summary>
    /// <returns>The text.</returns>
    public string Html() => Page().Text();

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => Page().Write(path);

    private HtmlPage Page()
    {
        List<XElement> sections =
        [
            .. TestSections.Of(Test),
            Elements.Section("environment", "Environment", HtmlTable.Facts("Where the model was tested.", RunSection.Machine(Environment))),
        ];
        XElement header = new("header", new XElement("h1", Valid.Xml($"Test of {Model}")), PageHeader.Links(sections));
        return new($"Test of {Model}", [header, new XElement("main", sections)]);
    }
}
