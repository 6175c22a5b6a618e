using System.Globalization;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Train;

/// <summary>From what was asked for on the command line to the library's options.</summary>
internal static class TrainerOptions
{
    public static AdversarialDistillationTrainer.Options Of(TrainSettings settings, Action<WeightsLoaded>? loaded = null)
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
            GpuDeviceIds = settings.Gpus,
            Threads = settings.Threads,
            SharedStatistics = settings.Statistics == "first" ? SharedStatistics.FirstProcess : SharedStatistics.Averaged,
            // This process does nothing else.
            KeepFreedMemory = true,
            WorkspacePath = settings.Workspace,
            Teachers = settings.Teachers == "others" ? RingTeachers.AllOthers : RingTeachers.Predecessor,
            RampUp = settings.RampUp ?? 0,
            Adversarial = Adversarial(settings),
            WeightAverage = settings.WeightAverage is { } decay
                ? new() { Decay = decay, Teaches = settings.WeightAverageFor != "shipping", Ships = settings.WeightAverageFor != "teaching" }
                : null,
            Augmentation = new() { HorizontalFlip = !settings.NoFlip, CropPadding = settings.CropPadding },
            TimeBudget = settings.Budget,
            EarlyStopping = settings.Patience is { } patience ? new() { Patience = patience } : null,
        };
        if (settings.Students is { } students)
            options.Students = [.. students.Select(StudentNetworks.Parse)];
        if (settings.Weights is { } weights)
            options.Students = Started(options.Students, weights, loaded);
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

    private static AdversarialOptions Adversarial(TrainSettings settings) => new()
    {
        Game = settings.Game switch
        {
            "hinge" => AdversarialGame.Hinge,
            "relativistic" => AdversarialGame.Relativistic,
            _ => AdversarialGame.LeastSquares,
        },
        Every = settings.AdversarialEvery ?? 1,
        LastStageOnly = settings.LastStageOnly,
        TwoDepths = settings.TwoDepths,
        SpectralNorm = settings.SpectralNorm,
        GradientPenalty = settings.GradientPenalty ?? 0,
        DecayOnly = settings.DecayOnly,
    };

    private static IStudentNetwork[] Started(
        IReadOnlyList<IStudentNetwork> ring, IReadOnlyList<StudentWeights> weights, Action<WeightsLoaded>? loaded)
    {
        IStudentNetwork[] started = [.. ring];
        foreach (StudentWeights file in weights)
        {
            int[] places = [.. Enumerable.Range(0, ring.Count).Where(index => IsNamed(file.Student, ring[index], index))];
            if (places.Length == 0)
                throw NotInRing("--weights", file.Student, ring);
            foreach (int place in places)
                started[place] = ring[place].WithWeights(file.Path, loaded);
        }
        return started;
    }

    private static int Deployed(string deploy, IReadOnlyList<IStudentNetwork> ring)
    {
        for (int index = 0; index < ring.Count; index++)
        {
            if (IsNamed(deploy, ring[index], index))
                return index;
        }
        throw NotInRing("--deploy", deploy, ring);
    }

    private static bool IsNamed(string text, IStudentNetwork student, int index) =>
        text.Equals(student.Name, StringComparison.OrdinalIgnoreCase) || text == index.ToString(CultureInfo.InvariantCulture);

    private static CliException NotInRing(string option, string text, IReadOnlyList<IStudentNetwork> ring)
    {
        IEnumerable<string> places = ring.Select((student, index) => FormattableString.Invariant($"{index} ({student.Name})"));
        return new CliException($"{option} is '{text}', which is not in the ring: {string.Join(", ", places)}.", ExitCode.Usage);
    }
}
