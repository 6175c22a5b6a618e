using System.Globalization;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.ModelBuilder;

/// <summary>
/// The options that differ from their defaults, as lines of a C# object initializer. Data, progress and this machine's threads and folders
/// are left out.
/// </summary>
internal static class OptionsCode
{
    public static IEnumerable<string> Lines(AdversarialDistillationTrainer.Options options)
    {
        var defaults = new AdversarialDistillationTrainer.Options();
        return Ring(options, defaults).Concat(Run(options, defaults)).Concat(Optimizers(options, defaults)).Concat(Data(options, defaults))
            .Where(line => line is not null).Select(line => line!);
    }

    private static IEnumerable<string?> Ring(
        AdversarialDistillationTrainer.Options options, AdversarialDistillationTrainer.Options defaults)
    {
        if (!options.Students.SequenceEqual(defaults.Students))
        {
            string[] own = [.. options.Students.Where(IsOwn).Select(student => student.Name).Distinct()];
            if (own.Length > 0)
                yield return $"// Of your own, to be put in by hand: {string.Join(", ", own.Select(CSharpText.Literal))}.";
            yield return $"Students = new[] {{ {string.Join(", ", options.Students.Select(Student))} }},";
        }

        yield return Changed(nameof(options.DeployedStudent), options.DeployedStudent, defaults.DeployedStudent);
        if (options.Method != defaults.Method)
            yield return $"Method = DistillationMethod.Parse({CSharpText.Literal(options.Method.Name)}),";
        yield return Changed(nameof(options.Temperature), options.Temperature, defaults.Temperature);
        yield return Enum(nameof(options.Teachers), options.Teachers, defaults.Teachers);
        yield return Changed(nameof(options.RampUp), options.RampUp, defaults.RampUp);
        (AdversarialOptions game, AdversarialOptions usual) = (options.Adversarial, defaults.Adversarial);
        yield return Object(nameof(options.Adversarial), nameof(AdversarialOptions),
            Enum(nameof(game.Game), game.Game, usual.Game),
            Changed(nameof(game.Every), game.Every, usual.Every),
            Changed(nameof(game.LastStageOnly), game.LastStageOnly, usual.LastStageOnly),
            Changed(nameof(game.TwoDepths), game.TwoDepths, usual.TwoDepths),
            Changed(nameof(game.SpectralNorm), game.SpectralNorm, usual.SpectralNorm),
            Changed(nameof(game.GradientPenalty), game.GradientPenalty, usual.GradientPenalty),
            Changed(nameof(game.DecayOnly), game.DecayOnly, usual.DecayOnly));
        if (options.WeightAverage is { } average)
        {
            yield return $"WeightAverage = {New(nameof(WeightAverageOptions),
                Assigned(nameof(average.Decay), average.Decay),
                Assigned(nameof(average.Teaches), average.Teaches),
                Assigned(nameof(average.Ships), average.Ships))},";
        }
    }

    private static IEnumerable<string?> Run(AdversarialDistillationTrainer.Options options, AdversarialDistillationTrainer.Options defaults)
    {
        yield return Changed(nameof(options.Epochs), options.Epochs, defaults.Epochs);
        yield return Changed(nameof(options.BatchSize), options.BatchSize, defaults.BatchSize);
        yield return Changed(nameof(options.TwoForwards), options.TwoForwards, defaults.TwoForwards);
        yield return Changed(nameof(options.ValidationFraction), options.ValidationFraction, defaults.ValidationFraction);
        yield return Changed(nameof(options.KeepBest), options.KeepBest, defaults.KeepBest);
        yield return Changed<int?>(nameof(options.Seed), options.Seed, defaults.Seed);
        yield return Changed<int?>(nameof(options.GpuDeviceId), options.GpuDeviceId, defaults.GpuDeviceId);
        if (options.GpuDeviceIds is { } ids)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{nameof(options.GpuDeviceIds)} = new[] {{ {string.Join(", ", ids)} }},");
        if (options.EarlyStopping is { } stopping)
        {
            yield return $"EarlyStopping = {New(nameof(EarlyStoppingOptions),
                Assigned(nameof(stopping.Patience), stopping.Patience),
                Assigned(nameof(stopping.MinimumImprovement), stopping.MinimumImprovement))},";
        }
    }

    private static IEnumerable<string?> Optimizers(
        AdversarialDistillationTrainer.Options options, AdversarialDistillationTrainer.Options defaults)
    {
        (SgdOptions sgd, SgdOptions usual) = (options.LogitOptimizer, defaults.LogitOptimizer);
        yield return Object(nameof(options.LogitOptimizer), nameof(SgdOptions),
            Changed(nameof(sgd.LearningRate), sgd.LearningRate, usual.LearningRate),
            Changed(nameof(sgd.Momentum), sgd.Momentum, usual.Momentum),
            Changed(nameof(sgd.WeightDecay), sgd.WeightDecay, usual.WeightDecay),
            Schedule(sgd.Schedule, usual.Schedule));
        yield return Adam(nameof(options.FeatureOptimizer), options.FeatureOptimizer, defaults.FeatureOptimizer);
        yield return Adam(nameof(options.DiscriminatorOptimizer), options.DiscriminatorOptimizer, defaults.DiscriminatorOptimizer);
    }

    private static string? Adam(string property, AdamOptions adam, AdamOptions usual) => Object(property, nameof(AdamOptions),
        Changed(nameof(adam.LearningRate), adam.LearningRate, usual.LearningRate),
        Changed(nameof(adam.WeightDecay), adam.WeightDecay, usual.WeightDecay),
        Changed(nameof(adam.CoupledDecay), adam.CoupledDecay, usual.CoupledDecay),
        Schedule(adam.Schedule, usual.Schedule));

    private static IEnumerable<string?> Data(
        AdversarialDistillationTrainer.Options options, AdversarialDistillationTrainer.Options defaults)
    {
        yield return Object(nameof(options.Augmentation), nameof(AugmentationOptions),
            Changed<int?>(nameof(options.Augmentation.CropPadding), options.Augmentation.CropPadding, defaults.Augmentation.CropPadding),
            Changed(
                nameof(options.Augmentation.HorizontalFlip), options.Augmentation.HorizontalFlip, defaults.Augmentation.HorizontalFlip));
        yield return Changed<int?>(nameof(options.ImageWidth), options.ImageWidth, defaults.ImageWidth);
        yield return Changed<int?>(nameof(options.ImageHeight), options.ImageHeight, defaults.ImageHeight);
        yield return Enum(nameof(options.Fit), options.Fit, defaults.Fit);
    }

    private static bool IsOwn(IStudentNetwork student) =>
        student is PretrainedNetwork started ? IsOwn(started.Network) : student is not StudentNetwork;

    private static string Student(IStudentNetwork student) => student is PretrainedNetwork started
        ? $"{Student(started.Network)}.WithWeights({CSharpText.Literal(started.Path)})"
        : $"StudentNetworks.Parse({CSharpText.Literal(student.Name)})";

    private static string? Schedule(LearningRateSchedule schedule, LearningRateSchedule usual) => schedule.Code == usual.Code
        ? null
        : $"Schedule = {schedule.Code ?? "null /* your own: put it in here */"},";

    private static string? Object(string property, string type, params string?[] lines) =>
        lines.Any(line => line is not null) ? $"{property} = {New(type, lines)}," : null;

    private static string New(string type, params string?[] lines) =>
        $"new {type} {{ {string.Join(' ', lines.Where(line => line is not null))[..^1]} }}";

    private static string? Changed<T>(string name, T value, T usual) => Equals(value, usual) ? null : Assigned(name, value);

    private static string? Enum<T>(string name, T value, T usual) where T : struct, System.Enum =>
        Equals(value, usual) ? null : $"{name} = {typeof(T).Name}.{value},";

    private static string Assigned<T>(string name, T value) => string.Create(
        CultureInfo.InvariantCulture, $"{name} = {(value is bool truth ? (truth ? "true" : "false") : value)},");
}
