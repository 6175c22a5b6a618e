using System.CommandLine;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Inspect;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd data</c>.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Images as for 'afd train'." };
        Option<string?> workspace = SharedOptions.Workspace();
        Option<bool> json = SharedOptions.Json();
        var command = new HelpedCommand("data",
            """
            Looks at images before training: how many of each class, their sizes, what cannot be read, and which images are the same.

            Images that are in two parts, such as train and test, or that cannot be read, make the exit code 1. Images look alike where
            their average hashes of 16 x 16 differ in at most 8 of 256 bits.
            """)
        {
            Examples =
            [
                "afd data photos",
                "afd data photos.zip --json",
            ],
        };
        command.Add(folder);
        command.Add(workspace);
        command.Add(json);
        command.SetAction(parsed =>
        {
            using var interruption = Interruption.Listen(terminal, "Stopping. Again to end at once.");
            return DataRun.Execute(
                new(parsed.GetRequiredValue(folder), parsed.GetValue(workspace), parsed.GetValue(json)), terminal, interruption.Token);
        });
        return command;
    }
}
