using System.Text.Json.Nodes;

namespace AfdMlNet.ModelBuilder;

/// <summary>The sections of a Model Builder project that say what to train on and for how long.</summary>
internal static class ConfigSections
{
    private const string Scenario = "ImageClassification";
    // What the best epoch is chosen by.
    private const string Metric = "MicroAccuracy";
    private const string SplitOption = "TrainValidateSplitValidationOption";

    /// <summary>The environment that is this machine's processor.</summary>
    public const string LocalCpu = "LocalCPU";

    // What Model Builder itself writes for images, which it trains without a limit.
    private const int NoLimit = 2_147_482;

    public static JsonObject Create(ModelBuilderExport export) => new()
    {
        ["Scenario"] = Scenario,
        ["DataSource"] = new JsonObject { ["Type"] = "Folder", ["Version"] = 1, ["FolderPath"] = export.ImageFolder ?? "" },
        ["Environment"] = new JsonObject
        {
            ["Type"] = export.TrainerOptions is null or { GpuDeviceId: null, GpuDeviceIds: null } ? LocalCpu : "LocalGPU",
            ["Version"] = 1,
        },
        ["RunHistory"] = null,
        ["TrainingOption"] = new JsonObject
        {
            ["Version"] = 2,
            ["Type"] = "ClassificationTrainingOption",
            ["LabelColumn"] = ModelColumns.Label,
            ["TrainingTime"] = NoLimit,
            ["Seed"] = export.TrainerOptions?.Seed ?? 0,
            ["Subsampling"] = false,
            ["OptimizeMetric"] = Metric,
            ["ValidationOption"] = new JsonObject
            {
                ["Version"] = 0,
                ["Type"] = SplitOption,
                ["SplitRatio"] = export.TrainerOptions?.ValidationFraction
                    ?? new AdversarialDistillationTrainer.Options().ValidationFraction,
            },
        },
        ["Type"] = "TrainingConfig",
        ["Version"] = 5,
    };

    public static void CheckKind(JsonObject root, string path)
    {
        if (Text(root["Type"]) is not "TrainingConfig")
            throw new FormatException($"'{path}' is not a Model Builder project: its Type is not TrainingConfig.");
        if (Text(root["Scenario"]) is not Scenario and var scenario)
            throw new FormatException($"'{path}' is of the scenario {Shown(scenario)}: only {Scenario} can be trained here.");
        if (Text(Section(root, "DataSource")?["Type"]) is not "Folder" and var source)
            throw new FormatException(
                $"'{path}' has a data source of the type {Shown(source)}: only Folder, a folder of images, can be trained on here.");
    }

    /// <summary>Refuses a way of training that is not done here, rather than training in another.</summary>
    public static void CheckTraining(JsonObject root, string path)
    {
        if (Section(root, "TrainingOption") is not { } training)
            return;
        if (training["Subsampling"] is { } sampled && !(sampled is JsonValue value && value.TryGetValue(out bool on) && !on))
        {
            throw new FormatException($"'{path}' has the Subsampling {Shown(sampled.ToJsonString())}: all images are trained on here. Set "
                + "it to false, or give --per-class N to train on N images of each class.");
        }
        if (training["OptimizeMetric"] is { } metric && Text(metric) is not ("" or Metric))
        {
            throw new FormatException(
                $"'{path}' has the OptimizeMetric {Shown(Text(metric) ?? metric.ToJsonString())}: the best epoch is chosen by "
                + $"{Metric} here. Set it to that.");
        }
    }

    public static string ImageFolder(JsonObject root, string path)
    {
        if (Text(Section(root, "DataSource")?["FolderPath"]) is not { Length: > 0 } folder
            || folder.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"'{path}' names no folder of images: fill in FolderPath in its DataSource.");
        string beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string full = Path.GetFullPath(folder, beside);
        // Written on Windows: a relative path is good here too.
        return Directory.Exists(full) || Path.DirectorySeparatorChar == '\\' ? full : Path.GetFullPath(folder.Replace('\\', '/'), beside);
    }

    /// <summary>The environment, as <see cref="Create"/> writes it; null where none is given.</summary>
    public static string? Environment(JsonObject root) => Text(Section(root, "Environment")?["Type"]);

    public static TimeSpan? TrainingTime(JsonObject root, string path) =>
        (Section(root, "TrainingOption")?["TrainingTime"] ?? root["TrainingTime"]) switch
        {
            null => null,
            var node when Number(node) is > 0 and var seconds => seconds < NoLimit ? TimeSpan.FromSeconds(seconds) : null,
            var node => throw new FormatException($"'{path}' has the TrainingTime {Shown(node.ToJsonString())}: give seconds, above 0."),
        };

    public static double? ValidationFraction(JsonObject root, string path)
    {
        if (Section(root, "TrainingOption") is not { } training || Section(training, "ValidationOption") is not { } option)
            return null;
        if (Text(option["Type"]) is not SplitOption and var type)
            throw new FormatException($"'{path}' validates by {Shown(type)}: only {SplitOption} can be done here.");
        return option["SplitRatio"] switch
        {
            null => null,
            var node when Number(node) is >= 0 and <= 0.5 and var ratio => ratio,
            var node => throw new FormatException(
                $"'{path}' has the SplitRatio {Shown(node.ToJsonString())}, the part to validate on: give 0 to 0.5."),
        };
    }

    private static JsonObject? Section(JsonObject root, string name) => root[name] as JsonObject;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static double Number(JsonNode node) => node is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;

    private static string Shown(string? text) => text switch
    {
        null => "'' (none)",
        { Length: > 60 } => $"'{text[..60]}...'",
        _ => $"'{text}'",
    };
}
