using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>What the run's owner should know, in words.</summary>
internal static class FindingsSection
{
    public static XElement Of(TrainingHistory history)
    {
        List<string> findings = [.. Ending(history.StopReason), .. history.Findings];
        return Elements.Section("findings", "Findings",
            findings.Count > 0 ? Elements.List(findings, "findings") : Elements.Paragraph("Nothing to note.", "quiet"));
    }

    private static IEnumerable<string> Ending(StopReason reason) => reason switch
    {
        StopReason.EarlyStopping => ["Training ended early: the deployed student's validation accuracy had not improved for long enough."],
        StopReason.Cancelled => ["Training was cancelled; the best weights so far were kept."],
        _ => [],
    };
}
