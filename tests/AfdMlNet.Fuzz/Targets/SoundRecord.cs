using System.Text;
using System.Text.Json;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>What the tool itself writes about runs.</summary>
internal static class SoundRecord
{
    public static TrainingHistory History { get; } = new(
        [Epoch(1), Epoch(2)],
        [new("resnet8", 2, 0.75, 0.5), new("resnet20", 1, 0.25, null)],
        ["Nothing was learnt."],
        StopReason.EarlyStopping,
        TimeSpan.FromSeconds(2.5));

    public static byte[] HistoryText => Encoding.UTF8.GetBytes(HistoryFile.Text(History));

    public static byte[] SettingsText => Encoding.UTF8.GetBytes(HistoryFile.Text(new TrainSettings
    {
        Data = "images",
        Output = "model",
        Students = ["resnet8", "resnet20"],
        Weights = [new("resnet8", "w.pth")],
        Method = "afd",
        Temperature = 3,
        Epochs = 5,
        BatchSize = 16,
        Size = new(32, 24),
        Deploy = "1",
        LearningRate = 0.1,
        WeightAverage = 0.99,
        Classes = new(null, ["ant", "bee"]),
    }));

    /// <summary>A line of records.jsonl.</summary>
    public static string Line(string key, string variant, int seed) => JsonSerializer.Serialize(new RunRecord(
        key, variant, "resnet8,resnet20", seed, new Dictionary<string, string> { ["seed"] = $"{seed}", ["epochs"] = "2" },
        new RunEnvironment("1", "2", "Linux", "CPU", 2, "box", DateTimeOffset.UnixEpoch), 10, 5, [0.5, 0.25], 2, 3,
        History), CompareJson.Default.RunRecord);

    private static EpochRecord Epoch(int number) =>
        new(number, TimeSpan.FromSeconds(number), 100, [Student("resnet8"), Student("resnet20")]);

    private static StudentEpoch Student(string name) => new()
    {
        Name = name,
        TrainingAccuracy = 0.5,
        ValidationAccuracy = 0.25,
        CrossEntropy = double.NaN,
    };
}
