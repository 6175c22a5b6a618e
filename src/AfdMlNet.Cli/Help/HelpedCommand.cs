using System.CommandLine;

namespace AfdMlNet.Cli.Help;

/// <summary>A command whose help has examples, and its options in groups.</summary>
internal sealed class HelpedCommand(string name, string description) : Command(name, description)
{
    private const string Others = "Options";

    private readonly Dictionary<Option, string> _groups = [];

    /// <summary>Command lines, each with a comment after <c>#</c>.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Adds an option to a group of the help.</summary>
    public void Add(Option option, string group)
    {
        Add(option);
        _groups[option] = group;
    }

    /// <summary>The options by their groups, in the order in which they were added.</summary>
    public static IEnumerable<IGrouping<string, Option>> GroupsOf(Command command) =>
        command.Options.Where(option => !option.Hidden).GroupBy(option => command is HelpedCommand { _groups: var groups }
            ? groups.GetValueOrDefault(option, Others)
            : Others);
}
