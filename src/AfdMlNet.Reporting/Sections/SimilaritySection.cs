using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>How like its predecessor each student has become, by the last epoch's figures.</summary>
internal static class SimilaritySection
{
    public static XElement? Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<string> students) => Of(epochs, students, Figures.All);

    internal static XElement? Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<string> students, IReadOnlyList<Figure> figures)
    {
        if (epochs.Count == 0)
            return null;
        EpochRecord last = epochs[^1];
        List<Figure> measured = [.. figures.Where(figure => figure.Chart.ComparesWithPredecessor
            && last.Students.Any(student => figure.Of(student) is not null))];
        if (measured.Count == 0)
            return null;
        IEnumerable<IReadOnlyList<HtmlCell>> rows = students.Select((name, k) => (HtmlCell[])
        [
            name, students[(k + students.Count - 1) % students.Count],
            .. measured.Select(figure => (HtmlCell)FigureText.Number(figure.Of(last.Students[k]))),
        ]);
        HtmlColumn[] columns = [new("student"), new("its predecessor"), .. measured.Select(figure => new HtmlColumn(figure.Name, true))];
        return Elements.Section("similarity", "Likeness", Elements.Folded("How like its predecessor each student is",
            new HtmlTable($"On the validation images after epoch {FigureText.Count(last.Epoch)}.", columns, rows).Element(),
            Elements.List(measured.Select(figure => $"{figure.Name}: {figure.Description}"), "quiet")));
    }
}
