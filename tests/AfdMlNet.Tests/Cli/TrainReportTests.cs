using System.Globalization;
using System.Xml.Linq;
using AfdMlNet.Examples;
using AfdMlNet.Tests.Reporting.TensorBoard;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class TrainReportTests : IDisposable
{
    private static readonly string[] _files =
        ["epochs.csv", "history.json", "labels.txt", "model-card.md", "model.zip", "report.html", "settings.json", "student.onnx"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Train_WithTestAndLogs_WritesTheReportWithItsTest()
    {
        Draw("train", 8, seed: 1);
        Draw("test", 2, seed: 2);
        File.Copy(Directory.GetFiles(_folder["data/train/star"])[0], _folder["data/test/star/again.png"]);
        CommandLine answer = CommandLine.Run(
            "train", _folder["data"], "--students", "resnet8,resnet8", "--epochs", "2", "--batch-size", "16", "--out", _folder["out"],
            "--log", _folder["run.jsonl"], "--log-dir", _folder["board"]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        CollectionAssert.AreEqual(_files,
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
        Assert.Contains("report.html, model-card.md, epochs.csv", answer.Out);

        XDocument page = XDocument.Parse(File.ReadAllText(_folder["out/report.html"]));
        string[] sections = [.. page.Descendants("section").Attributes("id").Select(id => id.Value)];
        CollectionAssert.IsSubsetOf(
            (string[])["students", "curves", "test", "classes", "confusion", "looks", "data", "options", "environment"], sections);
        string images = page.Descendants("section").Single(section => section.Attribute("id")!.Value == "data").Value;
        Assert.Contains("in two parts, so that a test on them tests nothing: 1", images);
        Assert.Contains("16x16, all the same", images);
        string[] options = [.. page.Descendants("section")
            .Single(section => section.Attribute("id")!.Value == "options")
            .Descendants("th")
            .Select(cell => cell.Value)];
        CollectionAssert.IsSubsetOf((string[])["Students", "Epochs", "BatchSize"], options);

        string card = File.ReadAllText(_folder["out/model-card.md"]);
        foreach (string word in (string[])["# resnet8 for 10 classes", "test images right", "| star | 8 |", "* Epochs: 2", "## Unknown"])
            Assert.Contains(word, card);

        string[] rows = File.ReadAllLines(_folder["out/epochs.csv"]);
        Assert.HasCount(1 + 2 * 2, rows);
        Assert.StartsWith("2,resnet8[1],", rows[4]);
        Assert.Contains("\"event\":\"runEnded\"", File.ReadAllLines(_folder["run.jsonl"])[^1]);
        Assert.AreEqual(2, EventFileReader.Read(File.ReadAllBytes(Directory.GetFiles(_folder["board"]).Single()))[^1].Step);
    }

    [TestMethod]
    public void Train_Unlabelled_SaysHowManyTakePart()
    {
        Draw("train", 4, seed: 1);
        Draw("more/deep", 3, seed: 2);
        string[] command =
        [
            "train", _folder["data/train"], "--students", "resnet8,resnet8", "--epochs", "1", "--batch-size", "16", "--validation", "0",
            "--out", _folder["out"], "--unlabelled",
        ];

        CommandLine answer = CommandLine.Run([.. command, _folder["data/more"]]);

        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.Contains("30 of 70 training images have no label", answer.Out + answer.Error);
        Assert.Contains("no folder", CommandLine.Run([.. command, _folder["elsewhere"]]).Error);
    }

    [TestMethod]
    public void Train_WithoutTest_WritesTheReportWithoutIt()
    {
        Draw("train", 4, seed: 1);
        CommandLine answer = CommandLine.Run(
            "train", _folder["data/train"], "--students", "resnet8,resnet8", "--epochs", "1", "--batch-size", "16", "--out",
            _folder["out"]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.DoesNotContain("id=\"test\"", File.ReadAllText(_folder["out/report.html"]));
    }

    [TestMethod]
    public void Train_LogOfAnotherKind_IsRefused() =>
        CommandLine.Run("train", _folder.Path, "--log", "run.txt").AssertFails(2, "run.txt", ".csv", ".jsonl");

    [TestMethod]
    public void Train_LogThatCannotBeWritten_FailsBeforeTraining()
    {
        Draw("train", 2, seed: 1);
        _folder.With("file");
        CommandLine answer = CommandLine.Run("train", _folder["data/train"], "--out", _folder["out"], "--log", _folder["file/run.csv"]);
        Assert.AreEqual(1, answer.ExitCode);
        Assert.Contains("run.csv", answer.Error);
        Assert.IsFalse(Directory.Exists(_folder["out"]));
    }

    private void Draw(string part, int perClass, int seed)
    {
        foreach ((int index, Picture picture) in ShapePictures.Draw(perClass, 16, seed).Index())
        {
            string folder = _folder[$"data/{part}/{picture.Label}"];
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{index}.png")), picture.ImageSource);
        }
    }
}
