using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Export;

namespace AfdMlNet.Cli.Commands;

/// <summary>The options of <c>afd export --model-builder</c>: a table.</summary>
internal sealed class ModelBuilderOptions
{
    private const string Console = "console";
    private const string WebApi = "webapi";

    public Option<string?> Folder { get; } = new("--model-builder")
    {
        Description = "Folder for X.mlnet, X.mbconfig, X.consumption.cs, X.training.cs and X.evaluate.cs.",
        HelpName = "DIR",
    };

    public Option<string?> Name { get; } = new("--name")
    {
        Description = "The X of these files, and the class's name: a C# identifier.",
        HelpName = "X",
    };
    public Option<string?> Namespace { get; } = new("--namespace")
    {
        Description = "The class's namespace. Default: X_ConsoleApp, X_WebApi or X_Model.",
        HelpName = "N",
    };
    public Option<string?> Images { get; } = new("--images")
    {
        Description = "The folder of images, for retraining. Default: the one that 'afd train' trained on.",
        HelpName = "DIR",
    };

    public Option<string?> Project { get; } = ParsedOption.Of<string>("--project", $"{Console}|{WebApi}",
        "Also write a project around them that is ready to run.",
        text => text.ToLowerInvariant() is Console or WebApi
            ? text.ToLowerInvariant()
            : throw new FormatException($"there is no '{text}'. There are: {Console}, {WebApi}."));

    public Option<bool> Notebook { get; } = new("--notebook") { Description = "Also write X.ipynb, a notebook of C# cells." };

    public IEnumerable<Option> All => [Folder, Name, Namespace, Images, Project, Notebook];

    /// <summary>The folder and the name belong together, and nothing else makes sense without.</summary>
    public void Check(CommandResult result)
    {
        if (result.GetResult(Folder) is null)
            result.AddError("--model-builder is missing: give the folder to write to.");
        if (result.GetResult(Name) is null)
            result.AddError("--name is missing: give the name of the class.");
    }

    public ModelBuilderSettings Read(ParseResult parsed, string model) => new(
        model,
        parsed.GetRequiredValue(Folder)!,
        parsed.GetRequiredValue(Name)!,
        parsed.GetValue(Namespace),
        parsed.GetValue(Images),
        parsed.GetValue(Project),
        parsed.GetValue(Notebook));
}
