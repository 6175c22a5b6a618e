using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AfdMlNet.Events;
using AfdMlNet.Examples;
using AfdMlNet.Reporting;
using AfdMlNet.Reporting.Sections;
using AfdMlNet.Scoring;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public partial class RunReportTests
{
    [TestMethod]
    public void Html_WholeRun_HasItsSectionsInOrder()
    {
        XDocument page = XDocument.Parse(Report().Html());
        CollectionAssert.AreEqual(
            (string[])["test", "classes", "confusion", "mistakes", "students", "findings", "curves", "options", "environment"],
            page.Descendants("section").Select(section => section.Attribute("id")!.Value).ToArray());
        Assert.AreEqual("resnet8, trained by afd", page.Descendants("h1").Single().Value);
        CollectionAssert.Contains(page.Descendants("li").Select(item => item.Value).ToArray(), "A finding.");
    }

    [TestMethod]
    public void Html_WithoutTest_SaysHowSureTheValidationAccuracyIs() => Assert.Contains(
        "62.5 % of 100 validation images right (chance 50 %); 95 % interval 52 to 71 %.", (Report() with { Test = null }).Html());

    [TestMethod]
    public void Curves_OfTeaching_AreFolded()
    {
        XElement curves = XDocument.Parse(Report().Html()).Descendants("section")
            .Single(section => section.Attribute("id")!.Value == "curves");
        string Charts(IEnumerable<XElement> parts) => string.Concat(parts.Descendants("figcaption").Select(caption => caption.Value));

        Assert.Contains("Accuracy", Charts(curves.Elements("div")));
        Assert.DoesNotContain("discriminators", Charts(curves.Elements("div")));
        Assert.Contains("discriminators", Charts(curves.Elements("details")));
    }

    [TestMethod]
    public void Html_WithoutTest_HasNoneOfIt()
    {
        string[] sections =
            [.. XDocument.Parse((Report() with { Test = null }).Html()).Descendants("section").Attributes("id").Select(id => id.Value)];
        CollectionAssert.AreEqual((string[])["students", "findings", "curves", "options", "environment"], sections);
    }

    [TestMethod]
    public void Html_SeveralProcesses_SaysSo()
    {
        Assert.DoesNotContain("Processes", Report().Html());
        Assert.Contains("3, each on its part of every batch", (Report() with { Run = SampleRun.Started with { Processes = 3 } }).Html());
    }

    [TestMethod]
    public void Html_AnyRun_NeedsNothingBesideIt()
    {
        string text = Report().Html();
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("http", Namespaces().Replace(text, ""));
        foreach (XAttribute source in XDocument.Parse(text).Descendants().Attributes("src"))
            Assert.StartsWith("data:image/", source.Value);
        Assert.IsEmpty(XDocument.Parse(text).Descendants("link"));
    }

    [TestMethod]
    public void Html_HostileNames_AreText()
    {
        const string Hostile = "<script>alert('x')</script>";
        RunReport report = Report(Hostile) with
        {
            Run = SampleRun.Started with
            {
                ClassNames = [Hostile, "\u0001\ud800"],
                Students = [new(Hostile, 1), new("\"&", 1)],
                Method = Hostile
            },
            Options = [new(Hostile, Hostile, "\u0000")],
            History = SampleRun.History with { Findings = [Hostile] },
        };
        string text = report.Html();
        Assert.DoesNotContain("<script", text);
        Assert.Contains(Hostile,
            XDocument.Parse(text).Descendants("section").Single(section => section.Attribute("id")!.Value == "confusion").Value);
    }

    [TestMethod]
    public void Html_GermanCulture_IsTheSame()
    {
        string expected = Report().Html();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.AreEqual(expected, Report().Html());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Html_NoEpochEnded_IsStillAReport() =>
        Assert.DoesNotContain("id=\"curves\"",
            (Report() with { History = SampleRun.History with { Epochs = [], StopReason = StopReason.Cancelled } }).Html());

    [TestMethod]
    public void Curves_TermsThatTheMethodLacks_AreLeftOut()
    {
        string text = Report().Html();
        Assert.Contains("g_norm", text);
        Assert.DoesNotContain("t_norm", text);
    }

    [TestMethod]
    public void Similarity_FiguresOfLikeness_StandBesideThePredecessor()
    {
        Figure cosine = new("cosine", "Cosine.", FigureChart.Similarity, student => student.Name == "resnet8" ? 0.5 : null);
        Assert.IsNull(SimilaritySection.Of(SampleRun.Epochs, ["resnet8", "resnet14"], SampleRun.TwoFigures));
        XElement section = SimilaritySection.Of(SampleRun.Epochs, ["resnet8", "resnet14"], [.. SampleRun.TwoFigures, cosine])!;
        string[][] rows =
            [.. section.Descendants("tbody").Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];
        CollectionAssert.AreEqual((string[])["resnet8", "resnet14", "0.5"], rows[0]);
        CollectionAssert.AreEqual((string[])["resnet14", "resnet8", "\u2013"], rows[1]);
    }

    [TestMethod]
    public void Confusion_ManyClasses_ShowsThePairsFirst()
    {
        XElement[] tables = [.. XDocument.Parse((Report() with { Test = Many(100) }).Html()).Descendants("section")
            .Single(section => section.Attribute("id")!.Value == "confusion").Descendants("table")];
        Assert.HasCount(2, tables);
        CollectionAssert.AreEqual(
            (string[])["class 3", "class 4", "5", "50.0 %"],
            tables[0].Descendants("tbody").Elements("tr").First().Elements().Select(cell => cell.Value).ToArray());
        Assert.HasCount(100 * 100, tables[1].Descendants("td"));
        Assert.IsLessThan(2_000_000, (Report() with { Test = Many(1000) }).Html().Length);
    }

    [TestMethod]
    public void Mistakes_BytesThatAreNoImage_LeaveTheWords()
    {
        TestResults test = Report().Test! with { Mistakes = [new("a.png", "ant", "bee", 0.9, new byte[] { 1 })] };
        XElement item = XDocument.Parse((Report() with { Test = test }).Html())
            .Descendants("ul")
            .Single(list => list.Attribute("class")?.Value == "images");
        Assert.IsEmpty(item.Descendants("img"));
        Assert.AreEqual("is anttaken for bee90.0 % sure", item.Value);
    }

    [TestMethod]
    public void Occlusion_OfAMistake_DarkensWhatDidNotMatter()
    {
        var map = new OcclusionMap(2, 1, new byte[] { 1, 2, 3, 4, 5, 6 }, [[0.5, 0.25]]);
        MistakenImage mistake = Report().Test!.Mistakes[0] with { Occlusion = map };
        XElement looks = Section(Report() with { Test = Report().Test! with { Mistakes = [mistake] } }, "looks");
        string[] shades = [.. looks.Descendants().Attributes("fill-opacity").Select(opacity => opacity.Value)];
        CollectionAssert.AreEqual((string[])["0", "0.4"], shades);
        Assert.Contains("90.0 % sure; without the brightest part 40.0 %", looks.Value);
        Assert.StartsWith("data:image/png", looks.Descendants().Attributes("href").Single().Value);
    }

    [TestMethod]
    public void Data_OfARun_HasCountsSamplesAndWhatIsThereTwice()
    {
        var sample = new SampleImage("1.png", "ant", ShapePictures.Draw(1, 16, seed: 1)[0].ImageSource);
        XElement data = Section(
            Report() with
            {
                Data = new()
                {
                    ClassNames = ["ant", "bee"],
                    Parts = [new("train", [10, 40]), new("test", [3, 4])],
                    Sizes = "16x16, all the same.",
                    Samples = [sample, sample with { Name = "2.png" }],
                    Same = [new(sample, "train", sample with { Name = "9.png", ClassName = "bee" }, "test")],
                },
            }, "data");
        string[][] rows = [.. data.Descendants("tbody").Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];
        CollectionAssert.AreEqual((string[])["bee", "40", "4", ""], rows[0]);
        CollectionAssert.AreEqual((string[])["ant", "10", "3", ""], rows[1]);
        Assert.Contains("16x16", data.Value);
        Assert.Contains("1 pair of images", data.Value);
        Assert.Contains("in two parts, so that a test on them tests nothing: 1", data.Value);
        Assert.Contains("ant and beetrain and test1.png, 9.png", data.Value);
        Assert.HasCount(4, data.Descendants("img"));
        Assert.Contains("No two of these", Section(Report() with { Data = Empty([]) }, "data").Value);
        Assert.DoesNotContain("twice", Section(Report() with { Data = Empty(null) }, "data").Value);

        static DataSummary Empty(SameImages[]? same) => new() { ClassNames = ["ant"], Parts = [new("train", [1])], Same = same };
    }

    [TestMethod]
    public void Wilson_KnownSample_IsItsInterval()
    {
        (double low, double high) = WilsonInterval.Of(81, 200);
        Assert.AreEqual(0.3393, low, 1e-4);
        Assert.AreEqual(0.4742, high, 1e-4);
        Assert.AreEqual(0, WilsonInterval.Of(0, 10).Low);
    }

    private static XElement Section(RunReport report, string id) =>
        XDocument.Parse(report.Html()).Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    private static RunReport Report(string firstClass = "ant")
    {
        byte[] picture = ShapePictures.Draw(1, 16, seed: 1)[0].ImageSource;
        return new()
        {
            Run = SampleRun.Started,
            History = SampleRun.History,
            Options = [new("Epochs", "3", "100")],
            Ended = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Test = new("images/test", [firstClass, "bee"], [[3, 1], [0, 4]], 0.5, null, [new("a.png", firstClass, "bee", 0.9, picture)]),
        };
    }

    private static TestResults Many(int count)
    {
        int[][] confusion = [.. Enumerable.Range(0, count)
            .Select(actual => Enumerable.Range(0, count).Select(predicted => actual == predicted ? 5 : 0).ToArray())];
        confusion[3][4] = 5;
        return new("test", [.. Enumerable.Range(0, count).Select(index => $"class {index}")], confusion, 1, 0.9, []);
    }

    [GeneratedRegex("xmlns(:\\w+)?=\"[^\"]*\"")]
    private static partial Regex Namespaces();
}
