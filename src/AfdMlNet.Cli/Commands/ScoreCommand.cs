using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd score</c>.</summary>
internal static class ScoreCommand
{
    private const int DefaultTop = 3;

    public static Command Create(Terminal terminal)
    {
        Argument<string> model = SharedOptions.Model();
        var images = new Argument<string[]>("IMAGE")
        {
            Description = "Image files; with --out also folders, of which all images are taken, and .zips of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<int?> top = NumberOption.Whole("--top", "N", $"How many classes to name for each image. Default {DefaultTop}.", 1);
        Option<double?> notSure = NumberOption.Real(
            "--not-sure", "P", "Say 'not sure' where the most likely class has a probability below P, such as 0.5. Without --out.",
            value => value is > 0 and <= 1, "above 0, at most 1");
        var output = new Option<string?>("--out")
        {
            Description = "Write all probabilities to this .csv, .jsonl or .parquet, one row an image, many images at a time.",
            HelpName = "FILE",
        };
        Option<Shard?> shard = SharedOptions.Shard(
            "With --out: score part I of N of the images, counted from 0. The parts' files one after the other have all rows in order.");
        Option<string?> workspace = SharedOptions.Workspace();
        Option<bool> json = SharedOptions.Json();
        var command = new HelpedCommand("score", "Names the most likely classes of images with a saved model.")
        {
            Examples =
            [
                "afd score afd-model picture.jpg",
                "afd score afd-model picture.jpg --not-sure 0.5",
                "afd score afd-model photos --out scores.csv   # all images of a folder",
            ],
        };
        command.Add(model);
        command.Add(images);
        foreach (Option option in (Option[])[top, notSure, output, shard, workspace, json])
            command.Add(option);
        command.Validators.Add(result => Check(result, output, shard, notSure));
        command.SetAction(parsed => parsed.GetValue(output) is { } file
            ? Bulk(new(parsed.GetRequiredValue(model), parsed.GetRequiredValue(images), file, parsed.GetValue(workspace),
                parsed.GetValue(json), parsed.GetValue(shard)), terminal)
            : ScoreRun.Execute(
                new(parsed.GetRequiredValue(model), parsed.GetRequiredValue(images), parsed.GetValue(top) ?? DefaultTop,
                    parsed.GetValue(json), parsed.GetValue(notSure)), terminal));
        return command;
    }

    private static void Check(CommandResult result, Option<string?> output, Option<Shard?> shard, Option<double?> notSure)
    {
        if (result.GetResult(notSure) is { Implicit: false } && result.GetResult(output) is { Implicit: false })
            result.AddError("--not-sure and --out: the file has every probability; leave --not-sure away.");
        if (result.GetResult(shard) is { Implicit: false } && result.GetResult(output) is not { Implicit: false })
            result.AddError("--shard goes with --out: give the file to write.");
    }

    private static int Bulk(BulkScoreSettings settings, Terminal terminal)
    {
        using var interruption = Interruption.Listen(terminal, "Stopping: no file is written. Again to end at once.");
        return BulkScoreRun.Execute(settings, terminal, interruption.Token);
    }
}
