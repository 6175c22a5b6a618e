using System.CommandLine;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = SharedOptions.Model();
        var folder = new Argument<string>("FOLDER")
        {
            Description = "A folder with one folder of images per class; or with such folders below test/; or a .zip of either.",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write a page of HTML: class by class, what was taken for what, and the surest mistakes.",
            HelpName = "FILE.html",
        };
        var skipBad = new Option<bool>("--skip-bad")
        {
            Description = "Images that cannot be read do not make the exit code 1. They are left out and named in any case.",
        };
        Option<string?> workspace = SharedOptions.Workspace();
        Option<bool> json = SharedOptions.Json();
        var command =
            new HelpedCommand("evaluate", "Measures a saved model on a folder of images: accuracy, log-loss and a table of the classes.")
            {
                Examples =
            [
                "afd evaluate afd-model photos/test",
                "afd evaluate afd-model photos/test --report test.html   # class by class, and the surest mistakes",
            ],
            };
        command.Add(model);
        command.Add(folder);
        foreach (Option option in (Option[])[report, skipBad, workspace, json])
            command.Add(option);
        command.SetAction(parsed => Execute(
            new(parsed.GetRequiredValue(model), parsed.GetRequiredValue(folder), parsed.GetValue(workspace), parsed.GetValue(json),
                parsed.GetValue(report), parsed.GetValue(skipBad)),
            terminal));
        return command;
    }

    private static int Execute(EvaluateSettings settings, Terminal terminal)
    {
        using var interruption = Interruption.Listen(terminal, "Stopping: there are no figures. Again to end at once.");
        return EvaluateRun.Execute(settings, terminal, interruption.Token);
    }
}
