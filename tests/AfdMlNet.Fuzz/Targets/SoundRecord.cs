using System.Text;
using System.Text.Json;
using AfdMlNet.Cli.Commands;
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

    public static byte[] SettingsText => Encoding.UTF8.GetBytes(HistoryFile.Text(TrainCommand.Read(TrainCommand.Create().Parse(
        "images --out model --students resnet8,resnet20 --weights resnet8=w.pth --method afd --temperature 3 --epochs 5 --batch-size 16 "
        + "--size 32x24 "
        + "--deploy 1 --learning-rate 0.1 --ema 0.99 --classes ant,bee"))));

    /// <summary>A line of records.jsonl.</summary>
    public static string Line(string key, string variant, int seed) => JsonSerializer.Serialize(new RunRecord(
        key, variant, "resnet8,resnet20", seed, new Dictionary<string, string> { ["seed"] = $"{seed}", ["epochs"] = "2" },
        new RunOrigin("1", "2", "Linux", "CPU", 2, "box", DateTimeOffset.UnixEpoch), 10, 5, [0.5, 0.25], 2, 3,
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
