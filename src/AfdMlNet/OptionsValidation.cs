using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet;

/// <summary>
/// Checks the options: every error at once, in one message. What an option may be by itself stands at its property; here is what they may
/// be together.
/// </summary>
internal static class OptionsValidation
{
    public static void Validate(Options options)
    {
        string[] errors =
            [.. OptionErrors.Of(options), .. Columns(options), .. Size(options), .. Ring(options), .. Run(options), .. Gpus(options)];
        if (errors.Length > 0)
        {
            throw new ArgumentException(
                $"The options of AdversarialDistillation are not valid:{string.Concat(errors.Select(error => $"\n- {error}"))}",
                nameof(options));
        }
    }

    private static IEnumerable<string> Columns(Options options)
    {
        (string Option, string Name)[] columns =
        [
            (nameof(options.LabelColumnName), options.LabelColumnName),
            (nameof(options.FeatureColumnName), options.FeatureColumnName),
            (nameof(options.ScoreColumnName), options.ScoreColumnName),
            (nameof(options.PredictedLabelColumnName), options.PredictedLabelColumnName),
        ];
        foreach ((string option, string name) in columns)
        {
            if (name is not null && string.IsNullOrWhiteSpace(name))
                yield return $"{option} is empty: give the name of a column.";
            else if (name?.StartsWith(ScoringChain.Temporary, StringComparison.Ordinal) == true)
                yield return $"{option} is '{name}': names that begin with '{ScoringChain.Temporary}' are the scoring steps' own; give "
                    + "another.";
        }

        if (options.ScoreColumnName?.StartsWith(RowGraph.Inside, StringComparison.Ordinal) == true)
            yield return $"ScoreColumnName is '{options.ScoreColumnName}': names that begin with '{RowGraph.Inside}' are the ONNX graph's "
                + "own; give another.";
        if (options.LabelColumnName == options.FeatureColumnName)
            yield return $"LabelColumnName and FeatureColumnName are both '{options.LabelColumnName}': the label and the image are two "
                + "columns.";
        if (options.ScoreColumnName == options.PredictedLabelColumnName)
            yield return $"ScoreColumnName and PredictedLabelColumnName are both '{options.ScoreColumnName}': give two names.";
    }

    private static IEnumerable<string> Size(Options options)
    {
        if (options is { ImageWidth: { } width, ImageHeight: { } height } && (long)width * height > EncodedImage.MaximumPixels)
            yield return $"ImageWidth and ImageHeight are {width} and {height}: an input has at most {EncodedImage.MaximumPixels} pixels; "
                + "give smaller ones.";
    }

    private static IEnumerable<string> Ring(Options options)
    {
        if (options.Students is not { Count: var count } students)
            yield break;
        if (count < 2 && (count == 0 || options.Method != DistillationMethod.Independent))
        {
            yield return $"Students holds {count} network{(count == 1 ? "" : "s")}: a ring needs at least 2, one to deploy and one that "
                + "teaches it; "
                + "one alone learns with DistillationMethod.Independent.";
        }
        if (students.Any(student => student is null))
            yield return "Students holds a null: give a network for each place, such as StudentNetworks.CifarResNet(20).";
        if (count > 0 && (options.DeployedStudent < 0 || options.DeployedStudent >= count))
            yield return $"DeployedStudent is {options.DeployedStudent}: an index of Students, 0 to {count - 1}.";
        if (options.Method is { IsOffline: true } && count > 2)
            yield return $"Method {options.Method} has one teacher and Students holds {count} networks: give the one to deploy and its "
                + "teacher.";
    }

    private static IEnumerable<string> Run(Options options)
    {
        if (options.Adversarial is { TwoDepths: true, LastStageOnly: true })
        {
            yield return "Adversarial.TwoDepths and Adversarial.LastStageOnly cannot be combined: with LastStageOnly the adversarial "
                + "gradient does not reach "
                + "the stage that TwoDepths adds.";
        }

        if (options.EarlyStopping is not null && options is { ValidationSet: null, ValidationFraction: 0 })
            yield return "EarlyStopping needs validation images: give a ValidationSet or a ValidationFraction above 0.";
        if (options.ImageWidth.HasValue != options.ImageHeight.HasValue)
            yield return "ImageWidth and ImageHeight: give both or neither.";
        if (options.Checkpoint is { } checkpoint && string.IsNullOrWhiteSpace(checkpoint.Folder))
            yield return "Checkpoint.Folder is empty: give the folder of this run's checkpoints.";
    }

    private static IEnumerable<string> Gpus(Options options)
    {
        if (options.GpuDeviceIds is not { } ids)
            yield break;
        if (ids.Count == 0)
            yield return "GpuDeviceIds is empty: give the numbers of GPUs, such as 0 and 1, or null for one device.";
        if (ids.Any(id => id < 0))
            yield return $"GpuDeviceIds is {string.Join(", ", ids)}: each at least 0.";
        if (options.GpuDeviceId is { } one)
            yield return $"GpuDeviceId is {one} and GpuDeviceIds is {string.Join(", ", ids)}: give one of them and leave the other null.";
    }
}
