using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Reporting.Html;

namespace AfdMlNet.Reporting.Sections;

/// <summary>The test: in all, class by class, what was taken for what, and the surest mistakes.</summary>
internal static class TestSections
{
    public static IEnumerable<XElement> Of(TestResults? test)
    {
        if (test is not { Images: > 0 })
            yield break;
        yield return Summary(test);
        yield return ClassSection.Of(test);
        yield return ConfusionSection.Of(test);
        if (MistakeSection.Of(test.Mistakes) is { } mistakes)
            yield return mistakes;
        if (OcclusionSection.Of(test.Mistakes) is { } looks)
            yield return looks;
    }

    private static XElement Summary(TestResults test) => Elements.Section("test", "Test",
        Elements.Tiles(Tiles(test)),
        Elements.Paragraph($"{test.Name}: {Accuracy.Of(test).Text("image")} (Wilson's interval; another seed moves the accuracy too.)"));

    private static IEnumerable<(string, string)> Tiles(TestResults test)
    {
        yield return ("Accuracy", FigureText.Percent(test.Accuracy));
        yield return ("Mean of classes", FigureText.Percent(test.MacroAccuracy));
        if (test.Top5Accuracy is { } top5)
            yield return ("Among the first five", FigureText.Percent(top5));
        yield return ("Log-loss", FigureText.Number(Math.Round(test.LogLoss, 3)));
        yield return ("Images", FigureText.Count(test.Images));
    }
}
