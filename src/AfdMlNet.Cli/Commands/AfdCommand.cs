using System.CommandLine;
using System.CommandLine.Help;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd</c>.</summary>
/// <remarks>Nothing here may touch a type of ML.NET or torch: <c>afd --help</c> would load them.</remarks>
internal static class AfdCommand
{
    public static RootCommand Create(Terminal terminal)
    {
        RootCommand root = Commands(terminal);
        var help = new HelpPageAction(terminal);
        root.SetAction(parsed => help.Invoke(parsed));
        root.Options.OfType<HelpOption>().Single().Action = help;
        return root;
    }

    private static RootCommand Commands(Terminal terminal) => new(
        """
        Trains small image classifiers that teach each other (online adversarial distillation) and saves one as an ML.NET model.

        Exit codes: 0 done, 1 the data or a file does not allow it, 2 the command line is wrong, 3 the time budget ended a comparison
        before all was done, 130 stopped by Ctrl-C.

        Begin with: afd train FOLDER, a folder with one folder of images per class.
        """)
    {
        DataCommand.Create(terminal),
        TrainCommand.Create(terminal),
        EvaluateCommand.Create(terminal),
        ScoreCommand.Create(terminal),
        ExportCommand.Create(terminal),
        CompareCommand.Create(terminal),
        CheckCpuCommand.Create(terminal),
        CompletionCommand.Create(terminal),
        CheckCpuCommand.Probe(terminal),
    };
}
