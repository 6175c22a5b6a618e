using System.Text.Json.Nodes;
using AfdMlNet.Events;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.ModelBuilder;

[TestClass]
public sealed class ModelBuilderConfigTests : IDisposable
{
    // As Model Builder writes one, with properties that this library knows nothing of.
    private const string Project = """
        {
          "Scenario": "ImageClassification",
          "DataSource": { "Type": "Folder", "Version": 1, "FolderPath": "images/all", "Kept": [1, null, "é"] },
          "Environment": { "Type": "LocalCPU", "Version": 1 },
          "RunHistory": { "Version": 3, "Type": "Result", "Trials": [{ "TrainerName": "ImageClassificationMulti", "Score": 0.5 }], "Pipeline": "kept" },
          "TrainingOption": {
            "Version": 2, "Type": "ClassificationTrainingOption", "TrainingTime": 90,
            "ValidationOption": { "Version": 0, "Type": "TrainValidateSplitValidationOption", "SplitRatio": 0.25 }
          },
          "Type": "TrainingConfig",
          "Version": 5,
          "Kept": { "a": 1.50 }
        }
        """;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_Project_SaysWhatToTrain()
    {
        var config = ModelBuilderConfig.Load(Written(Project));

        Assert.AreEqual(_folder["images/all"], config.ImageFolder);
        Assert.AreEqual(TimeSpan.FromSeconds(90), config.TrainingTime);
        Assert.AreEqual(0.25, config.ValidationFraction);
        Assert.AreEqual(_folder["X.mlnet"], config.ModelPath);
    }

    [TestMethod]
    public void Load_OldProject_HasItsTimeAtTheTopAndNoLimit()
    {
        var config = ModelBuilderConfig.Load(Written(
            """{ "TrainingTime": 2147482, "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "a" }, "Type": "TrainingConfig", "Version": 1 }"""));

        Assert.IsNull(config.TrainingTime);
        Assert.IsNull(config.ValidationFraction);
    }

    [TestMethod]
    public void Load_FolderWithBackslashes_IsFoundWhereverItIs()
    {
        Directory.CreateDirectory(_folder["images/all"]);

        Assert.AreEqual(_folder["images/all"], ModelBuilderConfig.Load(Written(Project.Replace("images/all", """images\\all"""))).ImageFolder);
    }

    [TestMethod]
    public void AddRun_Saved_KeepsAllElse()
    {
        var config = ModelBuilderConfig.Load(Written(Project));
        var history = new TrainingHistory([], [new("resnet8", 3, 0.75, 0.7)], [], StopReason.Completed, TimeSpan.FromSeconds(12.5));

        config.AddRun(history);
        config.Save();

        JsonNode after = JsonNode.Parse(File.ReadAllText(_folder["X.mbconfig"]))!;
        JsonNode expected = JsonNode.Parse(Project)!;
        JsonArray trials = after["RunHistory"]!["Trials"]!.AsArray();
        Assert.HasCount(2, trials);
        Assert.AreEqual("AdversarialDistillationMulti", (string)trials[1]!["TrainerName"]!);
        Assert.AreEqual(0.75, (double)trials[1]!["Score"]!);
        Assert.AreEqual(12.5, (double)trials[1]!["RuntimeInSeconds"]!);
        Assert.AreEqual(config.ModelPath, (string)after["RunHistory"]!["ModelFilePath"]!);
        Assert.AreEqual("kept", (string)after["RunHistory"]!["Pipeline"]!);
        after.AsObject().Remove("RunHistory");
        expected.AsObject().Remove("RunHistory");
        Assert.AreEqual(expected.ToJsonString(), after.ToJsonString());
        CollectionAssert.AreEqual((string[])["X.mbconfig"], _folder.Files());
    }

    [TestMethod]
    [DataRow("", "not a Model Builder project")]
    [DataRow("[1]", "not a JSON object")]
    [DataRow("{}", "TrainingConfig")]
    [DataRow("""{ "Type": { "Type": "TrainingConfig" } }""", "TrainingConfig")]
    [DataRow("""{ "Type": "TrainingConfig", "Scenario": "Regression" }""", "'Regression'")]
    [DataRow("""{ "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": { "Type": "Vott" } }""", "'Vott'")]
    [DataRow("""{ "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": [] }""", "(none)")]
    [DataRow("""{ "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": 3 } }""", "FolderPath")]
    [DataRow("""{ "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "a\u0000b" } }""", "FolderPath")]
    [DataRow("""{ "TrainingTime": -1, "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "a" } }""", "'-1'")]
    [DataRow("""{ "TrainingTime": "1", "Type": "TrainingConfig", "Scenario": "ImageClassification", "DataSource": { "Type": "Folder", "FolderPath": "a" } }""", "TrainingTime")]
    public void Load_SomethingElse_SaysWhat(string text, string reason) =>
        Assert.Contains(reason, Assert.ThrowsExactly<FormatException>(() => ModelBuilderConfig.Load(Written(text))).Message);

    [TestMethod]
    [DataRow("0.25", "0.8", "0 to 0.5")]
    [DataRow("TrainValidateSplitValidationOption", "CrossValidationValidationOption", "TrainValidateSplitValidationOption")]
    public void Load_ValidationThatCannotBeDone_SaysWhatCan(string was, string isNow, string allowed) =>
        Assert.Contains(
            allowed, Assert.ThrowsExactly<FormatException>(() => ModelBuilderConfig.Load(Written(Project.Replace(was, isNow)))).Message);

    [TestMethod]
    [DataRow("\"Subsampling\": true", "Subsampling 'true'", "--per-class")]
    [DataRow("\"Subsampling\": \"no\"", "Subsampling", "Set it to false")]
    [DataRow("\"OptimizeMetric\": \"LogLoss\"", "OptimizeMetric 'LogLoss'", "MicroAccuracy")]
    [DataRow("\"OptimizeMetric\": 3", "OptimizeMetric '3'", "MicroAccuracy")]
    public void Load_TrainingThatCannotBeDone_SaysWhatCan(string option, string given, string allowed)
    {
        string message = Assert.ThrowsExactly<FormatException>(() => ModelBuilderConfig.Load(Written(With(option)))).Message;
        Assert.Contains(given, message);
        Assert.Contains(allowed, message);
    }

    [TestMethod]
    [DataRow("\"Subsampling\": false, \"OptimizeMetric\": \"MicroAccuracy\"")]
    [DataRow("\"Subsampling\": null, \"OptimizeMetric\": \"\"")]
    public void Load_TrainingThatIsDone_IsTaken(string options) =>
        Assert.AreEqual(TimeSpan.FromSeconds(90), ModelBuilderConfig.Load(Written(With(options))).TrainingTime);

    [TestMethod]
    [DataRow("images/all", @"\ud800")]
    [DataRow("kept", @"\ud800")]
    [DataRow("\"Kept\": {", "\"\\ud800\": {")]
    [DataRow("\"Pipeline\"", "\"\\udc00\"")]
    public void Load_HalfACharacter_IsRefusedBeforeTraining(string was, string isNow) =>
        Assert.Contains("not a Model Builder project",
            Assert.ThrowsExactly<FormatException>(() => ModelBuilderConfig.Load(Written(Project.Replace(was, isNow)))).Message);

    [TestMethod]
    public void Load_TooLongOrTooDeep_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 5000));
        Assert.ThrowsExactly<FormatException>(() => ModelBuilderConfig.Load(Written(deep)));
        Assert.Contains("bytes", Assert.ThrowsExactly<FormatException>(() =>
            ModelBuilderConfig.Load(Written(new string(' ', ModelBuilderConfig.MaximumLength + 1)))).Message);
    }

    private static string With(string options) => Project.Replace("\"TrainingTime\"", $"{options}, \"TrainingTime\"");

    private string Written(string text)
    {
        File.WriteAllText(_folder["X.mbconfig"], text);
        return _folder["X.mbconfig"];
    }
}
