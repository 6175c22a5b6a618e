using System.Globalization;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Train;

/// <summary>From what was asked for on the command line to the library's options.</summary>
internal static class TrainerOptions
{
    public static AdversarialDistillationTrainer.Options Of(TrainSettings settings)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            FeatureColumnName = nameof(Scoring.ImageRow.ImageSource),
            Seed = settings.Seed,
            KeepBest = settings.Keep != "last",
            Fit = settings.Fit == "stretch" ? ImageFit.Stretch : ImageFit.Crop,
            ImageWidth = settings.Size?.Width,
            ImageHeight = settings.Size?.Height,
            TwoForwards = settings.TwoForwards,
            GpuDeviceId = settings.Gpu,
            Threads = settings.Threads,
            WorkspacePath = settings.Workspace,
            Augmentation = new() { HorizontalFlip = !settings.NoFlip, CropPadding = settings.CropPadding },
            EarlyStopping = settings.Patience is { } patience ? new() { Patience = patience } : null,
        };
        if (settings.Students is { } students)
            options.Students = [.. students.Select(StudentNetworks.Parse)];
        if (settings.Method is { } method)
            options.Method = DistillationMethod.Parse(method);
        options.Epochs = settings.Epochs ?? options.Epochs;
        options.BatchSize = settings.BatchSize ?? options.BatchSize;
        options.Temperature = settings.Temperature ?? options.Temperature;
        options.ValidationFraction = settings.ValidationFraction ?? options.ValidationFraction;
        options.LogitOptimizer.LearningRate = settings.LearningRate ?? options.LogitOptimizer.LearningRate;
        options.DeployedStudent = settings.Deploy is { } deploy ? Deployed(deploy, options.Students) : 0;
        foreach (AdamOptions adversarial in (AdamOptions[])[options.FeatureOptimizer, options.DiscriminatorOptimizer])
        {
            adversarial.LearningRate = settings.AdversarialRate ?? adversarial.LearningRate;
            adversarial.WeightDecay = settings.AdversarialDecay ?? adversarial.WeightDecay;
            adversarial.CoupledDecay = !settings.Decoupled;
        }
        return options;
    }

    private static int Deployed(string deploy, IReadOnlyList<IStudentNetwork> ring)
    {
        for (int index = 0; index < ring.Count; index++)
        {
            if (deploy.Equals(ring[index].Name, StringComparison.OrdinalIgnoreCase) || deploy == index.ToString(CultureInfo.InvariantCulture))
                return index;
        }
        IEnumerable<string> places = ring.Select((student, index) => FormattableString.Invariant($"{index} ({student.Name})"));
        throw new CliException($"--deploy is '{deploy}', which is not in the ring: {string.Join(", ", places)}.", ExitCode.Usage);
    }
}
