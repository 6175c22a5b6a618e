using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet;

/// <summary>Checks the options: every error at once, in one message.</summary>
internal static class OptionsValidation
{
    public static void Validate(AdversarialDistillationTrainer.Options options)
    {
        string[] errors = [.. Errors(options)];
        if (errors.Length > 0)
            throw new ArgumentException($"The options of AdversarialDistillation are not valid:{string.Concat(errors.Select(error => $"\n- {error}"))}", nameof(options));
    }

    private static IEnumerable<string> Errors(AdversarialDistillationTrainer.Options options) =>
        Columns(options).Concat(Ring(options)).Concat(Distillation(options)).Concat(Run(options)).Concat(Optimizers(options)).Concat(Data(options)).Concat(Machine(options));

    private static IEnumerable<string> Columns(AdversarialDistillationTrainer.Options options)
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
            if (string.IsNullOrWhiteSpace(name))
                yield return $"{option} is empty: give the name of a column.";
        }

        if (options.LabelColumnName == options.FeatureColumnName)
            yield return $"LabelColumnName and FeatureColumnName are both '{options.LabelColumnName}': the label and the image are two columns.";
        if (options.ScoreColumnName == options.PredictedLabelColumnName)
            yield return $"ScoreColumnName and PredictedLabelColumnName are both '{options.ScoreColumnName}': give two names.";
    }

    private static IEnumerable<string> Ring(AdversarialDistillationTrainer.Options options)
    {
        IReadOnlyList<IStudentNetwork>? students = options.Students;
        int count = students?.Count ?? 0;
        if (count < 2)
            yield return $"Students holds {count} network{(count == 1 ? "" : "s")}: a ring needs at least 2, the one to ship and one that teaches it.";
        if (students is not null && students.Any(student => student is null))
            yield return "Students holds a null: give a network for each place, such as StudentNetworks.CifarResNet(20).";
        if (count > 0 && (options.DeployedStudent < 0 || options.DeployedStudent >= count))
            yield return $"DeployedStudent is {options.DeployedStudent}: an index of Students, 0 to {count - 1}.";
        if (options.Method is null)
            yield return "Method is null: give one of DistillationMethod, such as DistillationMethod.Afd.";
        else if (options.Method.IsOffline && count > 2)
            yield return $"Method {options.Method} has one teacher and Students holds {count} networks: give the one to ship and its teacher.";
    }

    private static IEnumerable<string> Distillation(AdversarialDistillationTrainer.Options options)
    {
        if (!Enum.IsDefined(options.Teachers))
            yield return $"Teachers is {(int)options.Teachers}: RingTeachers.Predecessor or RingTeachers.AllOthers.";
        if (!(options.RampUp is >= 0 and <= 1))
            yield return FormattableString.Invariant($"RampUp is {options.RampUp}: a fraction of the epochs, 0 to 1.");
        if (options.WeightAverage is { Decay: not (>= 0 and < 1) } average)
            yield return FormattableString.Invariant($"WeightAverage.Decay is {average.Decay}: at least 0 and below 1.");
        if (options.Adversarial is not { } adversarial)
        {
            yield return "Adversarial is null: give an AdversarialOptions.";
        }
        else
        {
            if (!Enum.IsDefined(adversarial.Game))
                yield return $"Adversarial.Game is {(int)adversarial.Game}: AdversarialGame.LeastSquares, Hinge or Relativistic.";
            if (adversarial.Every < 1)
                yield return $"Adversarial.Every is {adversarial.Every}: at least 1.";
            if (!(adversarial.GradientPenalty >= 0) || !double.IsFinite(adversarial.GradientPenalty))
                yield return FormattableString.Invariant($"Adversarial.GradientPenalty is {adversarial.GradientPenalty}: at least 0.");
            if (adversarial is { TwoDepths: true, LastStageOnly: true })
                yield return "Adversarial.TwoDepths and Adversarial.LastStageOnly: the map before the last stage is not the last stage's doing; choose one.";
        }

        if (!(options.Temperature > 0) || !double.IsFinite(options.Temperature))
            yield return FormattableString.Invariant($"Temperature is {options.Temperature}: above 0, usually 1 to 10.");
    }

    private static IEnumerable<string> Run(AdversarialDistillationTrainer.Options options)
    {
        if (options.Epochs < 1)
            yield return $"Epochs is {options.Epochs}: at least 1.";
        if (options.BatchSize < 2)
            yield return $"BatchSize is {options.BatchSize}: at least 2, since batch norm needs more than one image.";
        if (options.TimeBudget <= TimeSpan.Zero)
            yield return $"TimeBudget is {options.TimeBudget}: above zero, or null for no limit.";
        if (options.Checkpoint is { } checkpoint)
        {
            if (string.IsNullOrWhiteSpace(checkpoint.Folder))
                yield return "Checkpoint.Folder is empty: give the folder of this run's checkpoints.";
            if (checkpoint.EveryEpochs < 1)
                yield return $"Checkpoint.EveryEpochs is {checkpoint.EveryEpochs}: at least 1, or null.";
            if (checkpoint.EveryTime <= TimeSpan.Zero)
                yield return $"Checkpoint.EveryTime is {checkpoint.EveryTime}: above zero, or null.";
            if (checkpoint.Keep < 1)
                yield return $"Checkpoint.Keep is {checkpoint.Keep}: at least 1.";
        }

        if (options.EarlyStopping is { } stopping)
        {
            if (stopping.Patience < 1)
                yield return $"EarlyStopping.Patience is {stopping.Patience}: at least 1.";
            if (!(stopping.MinimumImprovement >= 0))
                yield return FormattableString.Invariant($"EarlyStopping.MinimumImprovement is {stopping.MinimumImprovement}: at least 0.");
            if (options.ValidationSet is null && options.ValidationFraction == 0)
                yield return "EarlyStopping needs validation images: give a ValidationSet or a ValidationFraction above 0.";
        }
    }

    private static IEnumerable<string> Optimizers(AdversarialDistillationTrainer.Options options)
    {
        if (options.LogitOptimizer is not { } sgd)
        {
            yield return "LogitOptimizer is null: give an SgdOptions.";
        }
        else
        {
            foreach (string error in Rates(nameof(options.LogitOptimizer), sgd.LearningRate, sgd.WeightDecay, sgd.Schedule))
                yield return error;
            if (!(sgd.Momentum is >= 0 and < 1))
                yield return FormattableString.Invariant($"LogitOptimizer.Momentum is {sgd.Momentum}: at least 0 and below 1.");
        }

        foreach ((string name, AdamOptions? adam) in new[]
                 {
                     (nameof(options.FeatureOptimizer), options.FeatureOptimizer),
                     (nameof(options.DiscriminatorOptimizer), options.DiscriminatorOptimizer),
                 })
        {
            if (adam is null)
            {
                yield return $"{name} is null: give an AdamOptions.";
                continue;
            }

            foreach (string error in Rates(name, adam.LearningRate, adam.WeightDecay, adam.Schedule))
                yield return error;
        }
    }

    private static IEnumerable<string> Rates(string optimizer, double rate, double decay, LearningRateSchedule? schedule)
    {
        if (!(rate >= 0) || !double.IsFinite(rate))
            yield return FormattableString.Invariant($"{optimizer}.LearningRate is {rate}: at least 0.");
        if (!(decay >= 0) || !double.IsFinite(decay))
            yield return FormattableString.Invariant($"{optimizer}.WeightDecay is {decay}: at least 0.");
        if (schedule is null)
            yield return $"{optimizer}.Schedule is null: give a LearningRateSchedule, such as LearningRateSchedule.Constant().";
    }

    private static IEnumerable<string> Data(AdversarialDistillationTrainer.Options options)
    {
        if (!(options.ValidationFraction is >= 0 and <= 0.5))
            yield return FormattableString.Invariant($"ValidationFraction is {options.ValidationFraction}: 0 to 0.5.");
        if (options.ImageWidth.HasValue != options.ImageHeight.HasValue)
            yield return "ImageWidth and ImageHeight: give both or neither.";
        if (options.ImageWidth < 1)
            yield return $"ImageWidth is {options.ImageWidth}: at least 1.";
        if (options.ImageHeight < 1)
            yield return $"ImageHeight is {options.ImageHeight}: at least 1.";
        if (!Enum.IsDefined(options.Fit))
            yield return $"Fit is {(int)options.Fit}: ImageFit.Crop or ImageFit.Stretch.";
        if (options.Augmentation is null)
            yield return "Augmentation is null: give an AugmentationOptions, such as AugmentationOptions.None().";
        else if (options.Augmentation.CropPadding < 0)
            yield return $"Augmentation.CropPadding is {options.Augmentation.CropPadding}: at least 0.";
        if (options.ImageMemoryLimit < 0)
            yield return $"ImageMemoryLimit is {options.ImageMemoryLimit}: at least 0 bytes.";
    }

    private static IEnumerable<string> Machine(AdversarialDistillationTrainer.Options options)
    {
        if (options.Threads < 1)
            yield return $"Threads is {options.Threads}: at least 1.";
        if (!Enum.IsDefined(options.SharedStatistics))
            yield return $"SharedStatistics is {(int)options.SharedStatistics}: SharedStatistics.Averaged or FirstProcess.";
        if (options.GpuDeviceId < 0)
            yield return $"GpuDeviceId is {options.GpuDeviceId}: at least 0.";
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
