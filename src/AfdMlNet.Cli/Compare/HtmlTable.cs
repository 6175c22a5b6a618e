using System.Xml.Linq;
using AfdMlNet.Reporting.Html;
using AfdMlNet.Reporting.Sections;

namespace AfdMlNet.Cli.Compare;

/// <summary>The table as a page that needs nothing beside it: <c>compare.html</c>. Accuracies in percent.</summary>
internal static class HtmlTable
{
    /// <param name="table">The table.</param>
    /// <param name="cells">The runs that are in it.</param>
    public static string Write(ComparisonTable table, IReadOnlyList<Cell> cells)
    {
        List<XElement> sections =
            [.. table.Rings.Select((ring, place) => Section(ring, place, table, [.. cells.Where(cell => cell.Ring == ring.Ring)]))];
        IReadOnlyList<string> findings = ComparisonFindings.Of(table);
        if (findings.Count > 0)
            sections.Add(Elements.Section("in-words", "In words", Elements.List(findings)));
        return new HtmlPage("Comparison", [Header(table, sections), new XElement("main", sections)]).Text();
    }

    private static XElement Header(ComparisonTable table, List<XElement> sections) => new("header",
        new XElement("h1", "Comparison"),
        Elements.Paragraph(FormattableString.Invariant(
            $"""
            {table.Finished} of {table.Planned} runs are finished. Accuracies in percent: mean ± standard deviation over the seeds. The
            difference is to {table.Baseline} in {Name(table.Selected)} accuracy, in points, paired by seed, with a 95 % interval
            (Student's t). Validation accuracy is that of the kept weights, the best epoch's unless told otherwise, and "last" that of the
            last epoch; training accuracy is on augmented images; the gap is training less {Name(table.Selected)}. Seconds are a ring's
            per epoch.
            """)),
        Elements.List(table.Environments.Select(environment => $"Made by {environment}."), "quiet"),
        sections.Count > 1 ? PageHeader.Links(sections) : null);

    private static XElement Section(RingTable ring, int place, ComparisonTable table, IReadOnlyList<Cell> cells) => Elements.Section(
        FormattableString.Invariant($"ring-{place + 1}"),
        ring.Ring.Replace(",", " \u2192 ", StringComparison.Ordinal),
        ring.Students.SelectMany((student, index) => (XElement[])
        [
            Elements.Heading(student.Student),
            Rows(student, table),
            Elements.Charts(ComparisonCharts.Of(student, index, table, cells)),
        ]));

    private static XElement Rows(StudentTable student, ComparisonTable table)
    {
        IReadOnlyList<TableColumn> columns = TableColumns.Of(table, TableNotation.Print);
        return new Reporting.Html.HtmlTable(
            $"{student.Student}, by variant",
            [.. columns.Select((column, index) => new HtmlColumn(column.Title, index > 0))],
            student.Rows.Select(row => (IReadOnlyList<HtmlCell>)[.. columns.Select(column => (HtmlCell)column.Text(row))])).Element();
    }

    private static string Name(Selection selection) => selection == Selection.Test ? "test" : "validation";
}
