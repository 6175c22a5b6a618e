using System.Xml.Linq;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>What was asked for.</summary>
internal static class OptionsSection
{
    private static readonly HtmlColumn[] _columns = [new("option"), new("value"), new("default")];

    public static XElement Of(IReadOnlyList<ChangedOption> options) => Elements.Section("options", "Options",
        options.Count == 0
            ? Elements.Paragraph("All as they are by default.", "quiet")
            : new HtmlTable(
                "Those that differ from their defaults.", _columns,
                options.Select(option => (HtmlCell[])[option.Name, option.Value, option.Default])).Element());
}
