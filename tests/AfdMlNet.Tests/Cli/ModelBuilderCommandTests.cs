using System.Text.Json.Nodes;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class ModelBuilderCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("--name", "X", "--model-builder")]
    [DataRow("--model-builder", "out", "--name")]
    public void Export_OptionsWrong_SaysWhatIsMissing(string option, string value, string named) =>
        CommandLine.Run("export", "model.zip", option, value).AssertFails(2, named);

    [TestMethod]
    public void Export_ProjectThatThereIsNot_SaysWhichThereAre() =>
        CommandLine.Run("export", "model.zip", "--model-builder", "out", "--name", "X", "--project", "wpf")
            .AssertFails(2, "'wpf'", "console, webapi");

    [TestMethod]
    [DataRow("my model", "C# identifier")]
    [DataRow("class", "word of the language")]
    public void Export_NameThatNoClassCanBear_IsUsageError(string name, string reason) =>
        CommandLine.Run("export", FirstByteModel.Save(_folder["model.zip"]), "--model-builder", _folder["out"], "--name", name)
            .AssertFails(2, reason);

    [TestMethod]
    public void Export_ModelAlone_SaysThatTheOptionsAreTheDefaults()
    {
        CommandLine answer = CommandLine.Run(
            "export", FirstByteModel.Save(_folder["model.zip"]), "--model-builder", _folder["out"], "--name", "X", "--notebook");

        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.Contains("settings.json", answer.Error);
        Assert.Contains("X.consumption.cs", answer.Out);
        Assert.IsTrue(File.Exists(_folder["out/X.ipynb"]));
    }

    [TestMethod]
    [DataRow("--mbconfig X.mbconfig folder", "FOLDER")]
    [DataRow("--mbconfig X.mbconfig --out o", "--out")]
    public void Train_ProjectAndFolder_IsUsageError(string arguments, string named) =>
        CommandLine.Run(["train", .. arguments.Split(' ')]).AssertFails(2, named, "--mbconfig");

    [TestMethod]
    public void Train_ProjectOfAnotherScenario_IsBadInput()
    {
        File.WriteAllText(_folder["X.mbconfig"], """{ "Type": "TrainingConfig", "Scenario": "Regression" }""");
        CommandLine.Run("train", "--mbconfig", _folder["X.mbconfig"]).AssertFails(1, "X.mbconfig", "'Regression'");
    }

    [TestMethod]
    public void TrainExportTrain_RoundTrip_EndsInTheProject()
    {
        WriteImages();
        string[] ring = ["--students", "resnet8,resnet8", "--epochs", "1", "--batch-size", "12", "--deploy", "1"];
        CommandLine trained = CommandLine.Run(["train", _folder["images"], "--out", _folder["model"], .. ring]);
        Assert.AreEqual(0, trained.ExitCode, trained.Error);
        CommandLine exported = CommandLine.Run("export", _folder["model"], "--model-builder", _folder["app"], "--name", "Shapes");
        Assert.AreEqual(0, exported.ExitCode, exported.Error);
        Assert.AreEqual("", exported.Error);
        string training = File.ReadAllText(_folder["app/Shapes.training.cs"]);
        Assert.Contains("Students = new[] { StudentNetworks.Parse(\"resnet8\"), StudentNetworks.Parse(\"resnet8\") },", training);
        Assert.Contains("DeployedStudent = 1,", training);
        Assert.Contains("Epochs = 1,", training);
        Assert.AreEqual(_folder["images"], ModelBuilderConfig.Load(_folder["app/Shapes.mbconfig"]).ImageFolder);
        byte[] before = File.ReadAllBytes(_folder["app/Shapes.mlnet"]);

        CommandLine again = CommandLine.Run(["train", "--mbconfig", _folder["app/Shapes.mbconfig"], "--seed", "2", .. ring]);

        Assert.AreEqual(0, again.ExitCode, again.Error);
        JsonArray trials = JsonNode.Parse(File.ReadAllText(_folder["app/Shapes.mbconfig"]))!["RunHistory"]!["Trials"]!.AsArray();
        Assert.HasCount(2, trials);
        CollectionAssert.AreNotEqual(before, File.ReadAllBytes(_folder["app/Shapes.mlnet"]));
        Assert.AreEqual(0, CommandLine.Run("evaluate", _folder["app/Shapes.mlnet"], _folder["images"]).ExitCode);
        Assert.HasCount(5, Directory.GetFileSystemEntries(_folder["app"]));
    }

    [TestMethod]
    [Timeout(Patience.Milliseconds)]
    public void Train_ProjectWhoseTimeIsShort_KeepsTheBestSoFarOrSaysThatItIsTooShort()
    {
        WriteImages();
        File.WriteAllText(_folder["X.mbconfig"], """
            { "TrainingTime": 2, "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "images" }, "Type": "TrainingConfig", "Version": 1 }
            """);

        CommandLine answer = CommandLine.Run(
            "train", "--mbconfig", _folder["X.mbconfig"], "--students", "resnet8,resnet8", "--epochs", "100000", "--batch-size", "12");

        if (answer.ExitCode == 0)
            Assert.IsTrue(File.Exists(_folder["X.mlnet"]), answer.Out);
        else
            Assert.Contains("TrainingTime", answer.Error);
    }

    [TestMethod]
    [DataRow("LocalGPU", true)]
    [DataRow("Azure", true)]
    [DataRow("LocalCPU", false)]
    public void Train_ProjectOfAnotherEnvironment_SaysWhereItIsTrained(string environment, bool isSaid)
    {
        File.WriteAllText(_folder["X.mbconfig"], $$"""
            {
              "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "none" },
              "Environment": { "Type": "{{environment}}", "Version": 1 }, "Type": "TrainingConfig", "Version": 1
            }
            """);

        CommandLine answer = CommandLine.Run("train", "--mbconfig", _folder["X.mbconfig"]);

        Assert.AreEqual(isSaid, answer.Error.Contains(
            $"asks for the environment '{environment}': it is trained here, on the CPU. --gpu 0 ", StringComparison.Ordinal), answer.Error);
        Assert.Contains("There is no folder", answer.Error);
    }

    private void WriteImages()
    {
        EncodedRow[] rows = DrawnImages.Encoded(perClass: 8);
        for (int i = 0; i < rows.Length; i++)
            File.WriteAllBytes(
                Path.Combine(Directory.CreateDirectory(_folder[$"images/{rows[i].Label}"]).FullName, $"{i:00}.png"), rows[i].Features);
    }
}
