using AfdMlNet.Cli.Commands;
using AfdMlNet.Distillation;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Train;

/// <summary>From what was asked for on the command line to the library's options.</summary>
internal static class TrainerOptions
{
    public static AdversarialDistillationTrainer.Options Of(TrainSettings settings, Action<WeightsLoaded>? loaded = null)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            FeatureColumnName = nameof(Scoring.ImageRow.ImageSource),
            Seed = TrainOptions.DefaultSeed,
            // This process does nothing else.
            KeepFreedMemory = true,
        };
        foreach (TrainOption option in TrainOptions.All)
        {
            if (option.ValuesIn(settings) is { } values)
                option.Apply(options, values);
        }
        if (options.Students.Count == 1 && options.Method != DistillationMethod.Independent)
        {
            throw new CliException(
                $"{TrainOptions.Students.Name} is '{options.Students[0].Name}': a ring needs at least two networks, such as "
                + "resnet20,resnet32; one alone learns with --method independent.", ExitCode.Usage);
        }

        options.Students = Started(options.Students, settings.Weights, loaded);
        return options;
    }

    private static IStudentNetwork[] Started(
        IReadOnlyList<IStudentNetwork> ring, IReadOnlyList<StudentWeights> weights, Action<WeightsLoaded>? loaded)
    {
        IStudentNetwork[] started = [.. ring];
        foreach (StudentWeights file in weights)
        {
            foreach (int place in RingText.Places(TrainOptions.Weights.Name, file.Student, ring))
                started[place] = ring[place].WithWeights(file.Path, loaded);
        }
        return started;
    }
}
