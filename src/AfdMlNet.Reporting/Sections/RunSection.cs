using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>The data that were trained on, and the machine.</summary>
internal static class RunSection
{
    private const int MostClassesNamed = 100;

    public static XElement Of(RunReport report) => Elements.Section("environment", "Data and environment",
        HtmlTable.Facts("Data", Data(report.Run)),
        Elements.Heading("Environment"),
        HtmlTable.Facts(
            "What the figures and the last bits of the weights depend on.", [.. Machine(report.Environment), .. Training(report.Run)]));

    /// <summary>The versions and the machine.</summary>
    public static IEnumerable<(string, string)> Machine(RunEnvironment environment) =>
    [
        ("AfdMlNet", environment.Library),
        ("torch", environment.Torch),
        ("ML.NET", environment.MlNet),
        (".NET", environment.DotNet),
        ("System", environment.OperatingSystem),
        ("Processor", $"{environment.Processor}, {FigureText.Count(environment.Processors)} logical"),
        .. environment.Convolutions is { Length: > 0 } convolutions ? [("Convolutions", convolutions)] : Array.Empty<(string, string)>(),
    ];

    private static IEnumerable<(string, string)> Data(RunStarted run) =>
    [
        ("Training images", $"{FigureText.Count(run.TrainingImages)}, in {FigureText.Count(run.BatchesPerEpoch)} batches an epoch"),
        ("Validation images", run.ValidationImages > 0 ? FigureText.Count(run.ValidationImages) : "none"),
        ("Input", run.Input.ToString()),
        ("Classes", $"{FigureText.Count(run.ClassNames.Count)}: {string.Join(", ", run.ClassNames.Take(MostClassesNamed))}"
            + (run.ClassNames.Count > MostClassesNamed ? ", \u2026" : "")),
    ];

    private static IEnumerable<(string, string)> Training(RunStarted run) =>
    [
        ("Device", run.Device),
        .. run.Processes > 1
            ? [("Processes", $"{FigureText.Count(run.Processes)}, each on its part of every batch")]
            : Array.Empty<(string, string)>(),
        ("Threads", FigureText.Count(run.Threads)),
        ("Seed", FormattableString.Invariant($"{run.Seed}")),
    ];
}
