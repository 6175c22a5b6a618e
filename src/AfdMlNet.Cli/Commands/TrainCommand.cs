using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new TrainOptions();
        Command command = Create(options);
        command.SetAction(parsed => Execute(Read(parsed, options), terminal));
        return command;
    }

    /// <summary>The command without what it does: it parses and checks.</summary>
    public static Command Create(TrainOptions options)
    {
        var command = new Command("train",
            """
            Trains a ring of networks on a folder of images and writes the shipped one as an ML.NET model and as ONNX, with a report of the run.

            Ctrl-C finishes the batch, saves the best so far and exits with 130; a second Ctrl-C ends at once, without saving.
            A run that was stopped or killed goes on where it was when the same command is given again, or --resume DIR.
            Several processes share each batch out among themselves: mpiexec -n 4 afd train ...
            """)
        {
            options.Folder,
        };
        foreach (Option option in options.All)
            command.Add(option);
        command.Validators.Add(result => CheckSource(result, options));
        return command;
    }

    public static TrainSettings Read(ParseResult parsed, TrainOptions options) => new()
    {
        Data = parsed.GetValue(options.Folder) ?? "",
        Output = parsed.GetRequiredValue(options.Output),
        ModelBuilder = parsed.GetValue(options.ModelBuilder),
        Resume = parsed.GetValue(options.Resume),
        Budget = parsed.GetValue(options.Budget) is { } budget ? TimeBudget.Parse(budget) : null,
        CheckpointMinutes = parsed.GetValue(options.CheckpointMinutes),
        NoCheckpoints = parsed.GetValue(options.NoCheckpoints),
        // The parser makes an empty array of an option that was not given.
        Students = parsed.GetValue(options.Students) is { Length: > 0 } ring ? ring : null,
        Weights = parsed.GetValue(options.Weights) is { Length: > 0 } weights ? weights : null,
        Method = parsed.GetValue(options.Method),
        Teachers = parsed.GetValue(options.Teachers),
        RampUp = parsed.GetValue(options.RampUp),
        Game = parsed.GetValue(options.Game),
        AdversarialEvery = parsed.GetValue(options.AdversarialEvery),
        LastStageOnly = parsed.GetValue(options.LastStageOnly),
        TwoDepths = parsed.GetValue(options.TwoDepths),
        SpectralNorm = parsed.GetValue(options.SpectralNorm),
        GradientPenalty = parsed.GetValue(options.GradientPenalty),
        DecayOnly = parsed.GetValue(options.DecayOnly),
        WeightAverage = parsed.GetValue(options.WeightAverage),
        WeightAverageFor = parsed.GetValue(options.WeightAverageFor),
        Epochs = parsed.GetValue(options.Epochs),
        BatchSize = parsed.GetValue(options.BatchSize),
        Temperature = parsed.GetValue(options.Temperature),
        Seed = parsed.GetValue(options.Seed) ?? TrainSettings.DefaultSeed,
        Size = parsed.GetValue(options.Size),
        Fit = parsed.GetValue(options.Fit),
        ValidationFraction = parsed.GetValue(options.Validation),
        Patience = parsed.GetValue(options.Patience),
        Keep = parsed.GetValue(options.Keep),
        Deploy = parsed.GetValue(options.Deploy),
        LearningRate = parsed.GetValue(options.LearningRate),
        AdversarialRate = parsed.GetValue(options.AdversarialRate),
        AdversarialDecay = parsed.GetValue(options.AdversarialDecay),
        Decoupled = parsed.GetValue(options.Decoupled),
        TwoForwards = parsed.GetValue(options.TwoForwards),
        NoFlip = parsed.GetValue(options.NoFlip),
        CropPadding = parsed.GetValue(options.CropPadding),
        Gpu = parsed.GetValue(options.Gpu) is [var one] ? one : null,
        Gpus = parsed.GetValue(options.Gpu) is { Length: > 1 } several ? several : null,
        Threads = parsed.GetValue(options.Threads),
        RankTimeout = parsed.GetValue(options.RankTimeout),
        Statistics = parsed.GetValue(options.Statistics),
        Classes = parsed.GetValue(options.Classes) ?? ClassSelection.All,
        PerClass = parsed.GetValue(options.PerClass),
        LogFolder = parsed.GetValue(options.LogFolder),
        Log = parsed.GetValue(options.Log),
        Workspace = parsed.GetValue(options.Workspace),
        Json = parsed.GetValue(options.Json),
    };

    private static void CheckSource(CommandResult result, TrainOptions options)
    {
        if (result.GetResult(options.Resume) is not null)
        {
            CheckResume(result, options);
            return;
        }

        bool isProject = result.GetResult(options.ModelBuilder) is not null;
        if (result.GetResult(options.Folder) is { Tokens.Count: > 0 } == isProject)
            result.AddError(isProject ? "FOLDER and --mbconfig: give one of them." : "FOLDER is missing: give a folder of images, --mbconfig or --resume.");
        if (isProject && result.GetResult(options.Output) is { Implicit: false })
            result.AddError("--out and --mbconfig: the model of a Model Builder project lies beside it; leave --out away.");
    }

    private static void CheckResume(CommandResult result, TrainOptions options)
    {
        Option[] own = [options.Resume, options.Budget, options.Threads, options.RankTimeout, options.Json];
        string[] given = [.. options.All.Except(own).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
        if (result.GetResult(options.Folder) is { Tokens.Count: > 0 })
            given = ["FOLDER", .. given];
        if (given.Length > 0)
            result.AddError($"--resume and {string.Join(", ", given)}: a run goes on as it began; leave {(given.Length == 1 ? "it" : "them")} away.");
    }

    private static int Execute(TrainSettings settings, Terminal terminal)
    {
        using var interruption = Interruption.Listen(terminal);
        if (GroupedTraining.IsLaunched)
            return GroupedTraining.Execute(settings, terminal, interruption.Token);
        if (settings.Resume is { } folder)
            settings = RunFolder.Resumed(folder, settings);
        return settings.ModelBuilder is null
            ? TrainRun.Execute(settings, terminal, interruption.Token)
            : ModelBuilderTraining.Execute(settings, terminal, interruption.Token);
    }
}
