using System.Text.Json;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class ScoreCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public ScoreCommandTests() => FirstByteModel.Save(_folder["model.zip"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Score_Image_NamesTheMostLikelyFirst()
    {
        _folder.With(2, "x.png");
        CommandLine answer = CommandLine.Run("score", _folder.Path, _folder["x.png"], "--top", "2");
        Assert.AreEqual($"{_folder["x.png"]}: cow 80.0 %, ant 10.0 %\n", answer.Out.ReplaceLineEndings("\n"));
        Assert.AreEqual(0, answer.ExitCode);
    }

    [TestMethod]
    public void Score_Json_IsOneObjectPerImage()
    {
        _folder.With(1, "x.png", "y.png");
        CommandLine answer = CommandLine.Run("score", _folder["model.zip"], _folder["x.png"], _folder["y.png"], "--json");
        string[] lines = answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(2, lines);
        JsonElement scored = JsonDocument.Parse(lines[1]).RootElement;
        Assert.AreEqual(_folder["y.png"], scored.GetProperty("image").GetString());
        Assert.AreEqual("bee", scored.GetProperty("predictions")[0].GetProperty("class").GetString());
        Assert.AreEqual(3, scored.GetProperty("predictions").GetArrayLength());
    }

    [TestMethod]
    [DataRow("0.7", "cow 80.0 %")]
    [DataRow("0.9", "not sure: cow 80.0 %")]
    public void Score_NotSureBelow_SaysWhereItIsNot(string least, string said)
    {
        _folder.With(2, "x.png");
        CommandLine.Run("score", _folder.Path, _folder["x.png"], "--top", "1", "--not-sure", least)
            .AssertSucceeds($"{_folder["x.png"]}: {said}");
        JsonElement scored = JsonDocument.Parse(
            CommandLine.Run("score", _folder.Path, _folder["x.png"], "--not-sure", least, "--json").Out).RootElement;
        Assert.AreEqual(!said.StartsWith("not", StringComparison.Ordinal), scored.GetProperty("isSure").GetBoolean());
    }

    [TestMethod]
    public void Score_NotSureIntoAFile_IsRefused() =>
        CommandLine.Run("score", "model.zip", "x.png", "--not-sure", "0.5", "--out", "x.csv").AssertFails(2, "--not-sure and --out");

    [TestMethod]
    public void Score_OneBadImage_StillAnswersTheOthers()
    {
        _folder.With(1, "x.png");
        CommandLine answer = CommandLine.Run("score", _folder.Path, _folder["none.png"], _folder["x.png"]);
        Assert.AreEqual(1, answer.ExitCode);
        Assert.Contains("none.png", answer.Error);
        Assert.Contains("x.png: bee", answer.Out);
    }

    [TestMethod]
    public void Score_ModelMissing_SaysSo() => CommandLine.Run("score", _folder["none.zip"], "x.png").AssertFails(1, "There is no model");
}
