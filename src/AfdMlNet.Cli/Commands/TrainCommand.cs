using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd train</c>.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string> _folder = new("FOLDER")
    {
        Description = "A folder with one folder of images per class; or with such folders below train/ and, where there are, "
            + "val/ (or validation/) to validate on and test/ to evaluate on once at the end; or a .zip of either.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(Terminal terminal)
    {
        Command command = Create();
        command.SetAction(parsed => Execute(Read(parsed), terminal));
        return command;
    }

    /// <summary>The command without what it does: it parses and checks.</summary>
    public static Command Create()
    {
        var command = new HelpedCommand("train",
            """
            Trains a ring of networks on a folder of images and writes the deployed one as an ML.NET model and as ONNX, with a report of the run.

            Ctrl-C finishes the batch, saves the best so far and exits with 130; a second Ctrl-C ends at once, without saving.
            A run that was stopped or killed goes on where it was when the same command is given again, or --resume DIR.
            Several processes share each batch out among themselves: mpiexec -n 4 afd train ...
            """)
        {
            Examples =
            [
                "afd train photos   # a folder of images per class",
                "afd train cifar.zip --students resnet8,resnet20 --epochs 60 --out run-1",
                "afd train photos --for 2h --out run-1   # as good as two hours allow",
                "afd train --resume run-1   # goes on where it was stopped",
            ],
        };
        command.Add(_folder);
        foreach (TrainOption option in TrainOptions.All)
            command.Add(option.ToOption(), OptionGroupTitle.Of(option.Group));
        command.Validators.Add(CheckSource);
        return command;
    }

    public static TrainSettings Read(ParseResult parsed) =>
        new(parsed.GetValue(_folder) ?? "", Given(parsed, parsed.CommandResult.Command.Options));

    /// <summary>The options given, as they were given.</summary>
    public static IReadOnlyList<GivenOption> Given(ParseResult parsed, IEnumerable<Option> options) =>
    [
        .. options.Select(parsed.GetResult).OfType<OptionResult>().Where(result => !result.Implicit)
            .Select(result => new GivenOption(result.Option.Name, [.. result.Tokens.Select(token => token.Value)])),
    ];

    private static void CheckSource(CommandResult result)
    {
        HashSet<string> given =
            [.. result.Command.Options.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
        bool hasFolder = result.GetResult(_folder) is { Tokens.Count: > 0 };
        if (given.Contains(TrainOptions.Resume.Name))
        {
            CheckResume(result, hasFolder, given);
            return;
        }

        bool isProject = given.Contains(TrainOptions.ModelBuilder.Name);
        if (hasFolder == isProject)
            result.AddError(isProject
                ? "FOLDER and --mbconfig: give one of them."
                : "FOLDER is missing: give a folder of images, --mbconfig or --resume.");
        if (isProject && given.Contains(TrainOptions.Output.Name))
            result.AddError("--out and --mbconfig: the model of a Model Builder project lies beside it; leave --out away.");
    }

    private static void CheckResume(CommandResult result, bool hasFolder, HashSet<string> given)
    {
        string[] surplus = [.. TrainOptions.All.Where(option => !option.Use.HasFlag(OptionUse.WithResume) && given.Contains(option.Name))
            .Select(option => option.Name)];
        if (hasFolder)
            surplus = ["FOLDER", .. surplus];
        if (surplus.Length > 0)
            result.AddError($"--resume and {string.Join(", ", surplus)}: a run goes on as it began; leave "
                + $"{(surplus.Length == 1 ? "it" : "them")} away.");
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
