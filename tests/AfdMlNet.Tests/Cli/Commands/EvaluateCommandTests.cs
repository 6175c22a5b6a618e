using System.Text.Json;
using System.Xml.Linq;
using AfdMlNet.Cli.Scoring;
using Microsoft.ML;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _models = new();

    public void Dispose()
    {
        _folder.Dispose();
        _models.Dispose();
    }

    [TestMethod]
    public void Evaluate_ThreeOfFourRight_SaysSoClassByClass()
    {
        CommandLine answer = CommandLine.Run("evaluate", Model(), Images().Path);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.Contains("(4 images): accuracy 75.0 %, mean of classes 75.0 %, log-loss", answer.Out);
        Assert.MatchesRegex(@"ant +2 +50.0 % +100.0 %", answer.Out);
        Assert.MatchesRegex(@"bee +2 +100.0 % +66.7 %", answer.Out);
        Assert.DoesNotContain("cow", answer.Out);
    }

    [TestMethod]
    public void Evaluate_Json_IsOneObject()
    {
        CommandLine answer = CommandLine.Run("evaluate", Model(), Images().Path, "--json");
        JsonElement evaluated = JsonDocument.Parse(answer.Out).RootElement;
        Assert.AreEqual("evaluated", evaluated.GetProperty("event").GetString());
        Assert.AreEqual(0.75, evaluated.GetProperty("accuracy").GetDouble(), 1e-9);
        double logLoss = -(3 * Math.Log(0.8) + Math.Log(0.1)) / 4;
        Assert.AreEqual(logLoss, evaluated.GetProperty("logLoss").GetDouble(), 1e-6);
        Assert.AreEqual(JsonValueKind.Null, evaluated.GetProperty("top5Accuracy").ValueKind);
        Assert.AreEqual(3, evaluated.GetProperty("classes").GetArrayLength());
    }

    [TestMethod]
    public void Evaluate_Report_IsAPageOfTheTest()
    {
        CommandLine answer = CommandLine.Run("evaluate", Model(), Images().Path, "--report", _models["test.html"]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        XDocument page = XDocument.Parse(File.ReadAllText(_models["test.html"]));
        string[] cells = [.. page.Descendants("table")
            .Single(table => table.Attribute("class")?.Value == "matrix")
            .Descendants("td")
            .Select(cell => cell.Value)];
        CollectionAssert.AreEqual((string[])["1", "1", "0", "0", "2", "0", "0", "0", "0"], cells);
        Assert.Contains("is anttaken for bee80.0 % sure", page.Root!.Value);
    }

    [TestMethod]
    public void Evaluate_ReportThatCannotBeWritten_SaysWhich()
    {
        CommandLine answer = CommandLine.Run("evaluate", Model(), Images().Path, "--report", _models["none/test.html"]);
        Assert.AreEqual(1, answer.ExitCode);
        Assert.Contains("test.html", answer.Error);
    }

    [TestMethod]
    public void Evaluate_FolderWithTest_UsesItAndSaysSo()
    {
        _folder.With(0, "train/ant/1.png", "test/ant/1.png").With(1, "train/bee/1.png", "test/bee/1.png");
        CommandLine answer = CommandLine.Run("evaluate", Model(), _folder.Path);
        Assert.StartsWith($"{_folder["test"]} (2 images): accuracy 100.0 %", answer.Out);
    }

    [TestMethod]
    public void Evaluate_Archive_IsUnpacked()
    {
        string zip = _folder.Zip("set.zip", ("set/ant/1.png", [0]), ("set/bee/1.png", [1]));
        CommandLine answer = CommandLine.Run("evaluate", Model(), zip);
        Assert.Contains("(2 images): accuracy 100.0 %", answer.Out, answer.Error);
    }

    [TestMethod]
    public void Evaluate_UnknownClasses_AreLeftOutAloud()
    {
        _folder.With(0, "ant/1.png", "zebra/1.png");
        CommandLine answer = CommandLine.Run("evaluate", Model(), _folder.Path);
        Assert.Contains("'zebra'", answer.Error);
        Assert.Contains("(1 image)", answer.Out);
    }

    [TestMethod]
    public void Evaluate_NoClassKnown_IsRefused()
    {
        _folder.With("zebra/1.png");
        CommandLine.Run("evaluate", Model(), _folder.Path).AssertFails(1, "none of the classes", "'ant', 'bee', 'cow'");
    }

    [TestMethod]
    public void Evaluate_TrainWithoutTest_SaysWhatToDo()
    {
        _folder.With("train/ant/1.png", "train/bee/1.png");
        CommandLine.Run("evaluate", Model(), _folder.Path).AssertFails(1, "no test/", _folder["train"]);
    }

    [TestMethod]
    public void Evaluate_ImageThatCannotBeRead_IsNamed()
    {
        Images();
        File.WriteAllBytes(_folder["bee/3.png"], []);
        CommandLine answer = CommandLine.Run("evaluate", Model(), _folder.Path);

        Assert.AreEqual(1, answer.ExitCode);
        Assert.Contains($"Left out: '{_folder["bee/3.png"]}' cannot be read: The image is empty (0 bytes).", answer.Error);
        Assert.Contains("(4 images): accuracy 75.0 %", answer.Out);
    }

    [TestMethod]
    public void Evaluate_ModelMissingOrForeign_SaysSo()
    {
        CommandLine.Run("evaluate", _models["none.zip"], Images().Path).AssertFails(1, "There is no model", "none.zip");
        File.WriteAllText(_models["text.zip"], "no model");
        CommandLine.Run("evaluate", _models["text.zip"], _folder.Path).AssertFails(1, "not an ML.NET model", "text.zip");
        _models.Zip("other.zip", ("a.txt", [1]));
        CommandLine.Run("evaluate", _models["other.zip"], _folder.Path).AssertFails(1, "not an ML.NET model", "other.zip");
    }

    [TestMethod]
    public void Evaluate_ModelWhoseStepsDoNotFitItsColumns_SaysSo()
    {
        var mlContext = new MLContext(1);
        IDataView rows = mlContext.Data.LoadFromEnumerable<ImageRow>([new() { Label = "ant", ImageSource = [0] }]);
        IDataView others = mlContext.Transforms.CopyColumns("Elsewhere", "Label").Fit(rows).Transform(rows);
        mlContext.Model.Save(mlContext.Transforms.CopyColumns("Copy", "Elsewhere").Fit(others), rows.Schema, _models["odd.zip"]);
        CommandLine.Run("evaluate", _models["odd.zip"], Images().Path).AssertFails(1, "not an ML.NET model that can be read", "odd.zip");
    }

    private string Model() => FirstByteModel.Save(_models["model.zip"]);

    private ScratchFolder Images() => _folder.With(0, "ant/1.png").With(1, "ant/2.png", "bee/1.png", "bee/2.png");
}
