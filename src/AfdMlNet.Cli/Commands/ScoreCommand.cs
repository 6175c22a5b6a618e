using System.CommandLine;
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
        var images = new Argument<string[]>("IMAGE") { Description = "Image files.", Arity = ArgumentArity.OneOrMore };
        Option<int?> top = NumberOption.Whole("--top", "N", $"How many classes to name for each image. Default {DefaultTop}.", 1);
        Option<bool> json = SharedOptions.Json();
        var command = new Command("score", "Names the most likely classes of images with a saved model.") { model, images, top, json };
        command.SetAction(parsed => ScoreRun.Execute(
            new(parsed.GetRequiredValue(model), parsed.GetRequiredValue(images), parsed.GetValue(top) ?? DefaultTop, parsed.GetValue(json)), terminal));
        return command;
    }
}
