using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd compare</c>.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new CompareOptions();
        var command = new HelpedCommand("compare",
            """
            Trains variants x rings x seeds on a folder of images and tabulates them: means, deviations, differences to a baseline, cost.

            Every finished run is one line in records.jsonl and is never repeated: the same command goes on where it was stopped or killed. Put the
            .jsonl files of several machines into one folder, or append them, and they are one comparison. A protocol may be a file: afd compare
            FOLDER @protocol.rsp, with a line or more of these options. --shard shares the runs out among processes on one or several machines.
            """)
        {
            Examples =
            [
                "afd compare photos --methods independent,dml,afd --seeds 1..3",
                "afd compare photos --vary \"slow: --learning-rate 0.01\" --vary \"fast: --learning-rate 0.1\"",
                "afd compare --table-only --out afd-comparison",
            ],
        };
        command.Add(options.Folder);
        foreach (Option option in options.Own)
            command.Add(option, "The comparison");
        foreach ((Option option, OptionGroup group) in options.Shared)
            command.Add(option, OptionGroupTitle.Of(group));
        command.Validators.Add(result => Check(result, options));
        command.SetAction(parsed => Execute(options.Read(parsed), terminal));
        return command;
    }

    private static void Check(CommandResult result, CompareOptions options)
    {
        bool hasData = result.GetResult(options.Folder) is { Tokens.Count: > 0 };
        if (!hasData && result.GetResult(options.TableOnly) is not { Implicit: false })
            result.AddError("FOLDER is missing: give a folder of images, or --table-only.");
        if (result.GetResult(options.TableOnly) is { Implicit: false } && result.GetResult(options.Shard) is { Implicit: false })
            result.AddError("--table-only writes the table of what all shards have on record: leave --shard out.");
    }

    private static int Execute(CompareSettings settings, Terminal terminal)
    {
        using var interruption =
            Interruption.Listen(terminal, "Stopping: the run at hand is given up, the finished ones are kept. Again to end at once.");
        return CompareRun.Execute(settings, terminal, interruption.Token);
    }
}
