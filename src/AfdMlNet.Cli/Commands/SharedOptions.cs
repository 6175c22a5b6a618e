using System.CommandLine;

namespace AfdMlNet.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Argument<string> Model() => new("MODEL")
    {
        Description = "A model.zip that 'afd train' wrote, or the folder that it is in.",
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Write JSON lines, one object per event, and nothing else; times in seconds.",
    };

    public static Option<Shard?> Shard(string description) => ParsedOption.Of("--shard", "I/N", description, Commands.Shard.Parse);

    public static Option<string?> Workspace() => new("--workspace")
    {
        Description = "Folder for temporary files. Default: the system's.",
        HelpName = "DIR",
    };
}
