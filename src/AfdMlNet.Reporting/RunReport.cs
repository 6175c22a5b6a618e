using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;
using AfdMlNet.Reporting.Sections;

namespace AfdMlNet.Reporting;

/// <summary>
/// A run as one page of HTML that needs nothing beside it: how good the model is, which classes and images it fails on, what the
/// images look like, what became of each student, the curves, what differed from the defaults, and where it ran. Collect
/// <see cref="Run"/> and <see cref="History"/> with a <see cref="RunRecorder"/>.
/// </summary>
public sealed record RunReport
{
    /// <summary>How the run began.</summary>
    public required RunStarted Run { get; init; }

    /// <summary>How it went.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The options that differ from their defaults: see <see cref="ChangedOption.Of"/>. Default: none.</summary>
    public IReadOnlyList<ChangedOption> Options { get; init; } = [];

    /// <summary>Where the run took place; default: this process's.</summary>
    public RunEnvironment Environment { get; init; } = RunEnvironment.Current();

    /// <summary>The test of the deployed student; null (default) without one.</summary>
    public TestResults? Test { get; init; }

    /// <summary>What the images look like; null (default) is not said.</summary>
    public DataSummary? Data { get; init; }

    /// <summary>When the run ended; null (default) is not said.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The page's text, which is well-formed XML too.</summary>
    /// <returns>The text.</returns>
    public string Html() => Page().Text();

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => Page().Write(path);

    private HtmlPage Page()
    {
        IReadOnlyList<string> students = StudentLabels.Of([.. Run.Students.Select(student => student.Name)]);
        List<XElement> sections = [.. ((XElement?[])
        [
            .. TestSections.Of(Test),
            DataSection.Of(Data),
            OutcomeSection.Of(Run, History, students),
            FindingsSection.Of(History),
            CurveSection.Of(History.Epochs, students),
            SimilaritySection.Of(History.Epochs, students),
            OptionsSection.Of(Options),
            RunSection.Of(this),
        ]).OfType<XElement>()];
        return new($"{Run.Method}: {string.Join(" \u2192 ", students)}",
            [PageHeader.Of(this, students, sections), new XElement("main", sections)]);
    }
}
