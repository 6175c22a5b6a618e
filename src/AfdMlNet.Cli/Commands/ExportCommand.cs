using System.CommandLine;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = SharedOptions.Model();
        var modelBuilder = new ModelBuilderOptions();
        var command = new Command("export", "Writes a saved model in another form: with --model-builder as Model Builder leaves one.") { model };
        foreach (Option option in modelBuilder.All)
            command.Add(option);
        command.Validators.Add(modelBuilder.Check);
        command.SetAction(parsed => ModelBuilderRun.Execute(modelBuilder.Read(parsed, parsed.GetRequiredValue(model)), terminal));
        return command;
    }
}
