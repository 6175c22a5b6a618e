using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>
/// What was taken for what: the matrix with its numbers, or for many classes the most frequent mistakes and the matrix in colours.
/// </summary>
internal static class ConfusionSection
{
    private const int MostWithNumbers = 20;
    private const int MostInColours = 150;
    private const int PairsShown = 20;

    private static readonly HtmlColumn[] _columns = [new("class"), new("taken for"), new("images", true), new("of the class", true)];

    public static XElement Of(TestResults test)
    {
        int count = test.ClassNames.Count;
        return Elements.Section("confusion", "Confusion", count switch
        {
            <= MostWithNumbers => [ConfusionMatrix.Numbers(test)],
            <= MostInColours => [Pairs(test), ConfusionMatrix.Colours(test)],
            _ => [Pairs(test)],
        });
    }

    private static XElement Pairs(TestResults test)
    {
        var pairs = from actual in Enumerable.Range(0, test.ClassNames.Count)
                    from predicted in Enumerable.Range(0, test.ClassNames.Count)
                    where actual != predicted && test.Confusion[actual][predicted] > 0
                    orderby test.Confusion[actual][predicted] descending
                    select (Actual: actual, Predicted: predicted, Images: test.Confusion[actual][predicted]);
        return new HtmlTable("The most frequent mistakes.", _columns, pairs.Take(PairsShown).Select(pair => (HtmlCell[])
        [
            test.ClassNames[pair.Actual], test.ClassNames[pair.Predicted], FigureText.Count(pair.Images),
            FigureText.Percent((double)pair.Images / test.ImagesOf(pair.Actual)),
        ])).Element();
    }
}
