using System.Text.Json.Nodes;
using AfdMlNet.Events;

namespace AfdMlNet.ModelBuilder;

/// <summary>The section of a Model Builder project that says how training went.</summary>
internal static class RunHistory
{
    /// <summary>The trainer's name, formed as Model Builder forms those of ML.NET's trainers.</summary>
    private const string TrainerName = "AdversarialDistillationMulti";

    private const string Section = "RunHistory";

    public static void Add(JsonObject root, double accuracy, TimeSpan runtime, string modelPath)
    {
        if (root[Section] is not JsonObject history)
            root[Section] = history = new JsonObject { ["Version"] = 3, ["Type"] = "Result" };
        if (history["Trials"] is not JsonArray trials)
            history["Trials"] = trials = [];
        trials.Add(new JsonObject
        {
            ["Version"] = 1,
            ["Type"] = "Trial",
            ["TrainerName"] = TrainerName,
            ["Score"] = accuracy,
            ["RuntimeInSeconds"] = Math.Round(runtime.TotalSeconds, 3),
        });
        history["Estimators"] = new JsonObject { ["e0"] = "MapValueToKey", ["e1"] = TrainerName, ["e2"] = "MapKeyToValue" };
        history["Schema"] = "e0 * e1 * e2";
        history["MetricName"] = "MicroAccuracy";
        history["ModelFilePath"] = modelPath;
    }

    /// <summary>
    /// The accuracy of a student's kept weights on the validation images; without those, on the training images of the last epoch.
    /// </summary>
    public static double AccuracyOf(TrainingHistory history, int student) => history.Students[student].KeptValidationAccuracy
        ?? (history.Epochs is [.., var last] ? last.Students[student].TrainingAccuracy : 0);
}
