using AfdMlNet.Cli;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class HistoryFileTests : IDisposable
{
    private static readonly TrainingHistory _history = new(
        [new(1, TimeSpan.FromSeconds(2), 100, [new() { Name = "resnet8", CrossEntropy = double.NaN }])],
        [new("resnet8", 1, 0.25, 0.25)], ["a finding"], StopReason.Completed, TimeSpan.FromSeconds(2.5));

    private static readonly TrainSettings _settings =
        new("images", [new("--students", ["resnet8,resnet14"]), new("--temperature", ["3"]), new("--two-depths", [])]);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_WhatTextWrote_IsTheSame()
    {
        File.WriteAllText(_folder[HistoryFile.HistoryName], HistoryFile.Text(_history));
        File.WriteAllText(_folder[HistoryFile.SettingsName], HistoryFile.Text(_settings));
        Assert.AreEqual(HistoryFile.Text(_history), HistoryFile.Text(HistoryFile.ReadHistory(_folder.Path)!));
        Assert.AreEqual(HistoryFile.Text(_settings), HistoryFile.Text(HistoryFile.ReadSettings(_folder.Path)!));
    }

    [TestMethod]
    [DataRow("2.5", "1e300")]
    [DataRow("2.5", "\"NaN\"")]
    [DataRow("\"a finding\"", "null")]
    [DataRow("\"epoch\": 1", "\"epoch\": 0")]
    [DataRow("\"keptValidationAccuracy\": 0.25", "\"keptValidationAccuracy\": 1e308")]
    [DataRow("\"name\": \"resnet8\"", "\"name\": null")]
    [DataRow("\"students\"", "\"pupils\"")]
    public void ReadHistory_SomethingElse_SaysSo(string was, string isNow) =>
        AssertRefused(HistoryFile.HistoryName, HistoryFile.Text(_history), was, isNow, () => HistoryFile.ReadHistory(_folder.Path));

    [TestMethod]
    [DataRow("\"images\"", "null")]
    [DataRow("\"resnet8,resnet14\"", "null")]
    [DataRow("\"3\"", "\"NaN\"")]
    [DataRow("\"3\"", "\"3\", \"4\"")]
    [DataRow("--temperature", "--two-depths")]
    [DataRow("--temperature", "--heat")]
    [DataRow("--two-depths", "--temperature")]
    public void ReadSettings_SomethingElse_SaysSo(string was, string isNow) =>
        AssertRefused(HistoryFile.SettingsName, HistoryFile.Text(_settings), was, isNow, () => HistoryFile.ReadSettings(_folder.Path));

    [TestMethod]
    public void Read_Null_IsNotTakenForNoFile()
    {
        File.WriteAllText(_folder[HistoryFile.HistoryName], "null");
        Assert.ThrowsExactly<CliException>(() => HistoryFile.ReadHistory(_folder.Path));
    }

    [TestMethod]
    public void Read_FileThatIsTooLong_IsNotRead()
    {
        using (FileStream file = File.Create(_folder[HistoryFile.HistoryName]))
            file.SetLength(HistoryFile.MaximumLength + 1);
        StringAssert.Contains(Assert.ThrowsExactly<CliException>(() => HistoryFile.ReadHistory(_folder.Path)).Message, "16777216");
    }

    [TestMethod]
    public void OptionsOf_SettingsThatNoRunCanHave_NamesTheFile() =>
        StringAssert.Contains(Assert.ThrowsExactly<CliException>(() =>
            Options(_settings.With(new GivenOption("--last-stage-only", [])))).Message, "settings.json");

    private static void Options(TrainSettings settings) =>
        ModelBuilderRun.OptionsOf(settings, new(TextWriter.Null, TextWriter.Null, false));

    private void AssertRefused(string name, string sound, string was, string isNow, Action read)
    {
        Assert.Contains(was, sound);
        File.WriteAllText(_folder[name], sound.Replace(was, isNow, StringComparison.Ordinal));
        StringAssert.Contains(Assert.ThrowsExactly<CliException>(read).Message, "not what 'afd train' wrote");
    }
}
