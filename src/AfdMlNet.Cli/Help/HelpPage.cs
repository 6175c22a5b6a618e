using System.CommandLine;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Help;

/// <summary>The help of a command: what it does, how it is written, examples, and each option in its group.</summary>
/// <param name="output">Where to write.</param>
/// <param name="width">Columns there.</param>
internal sealed class HelpPage(TextWriter output, int width)
{
    private const int Indent = 2, NameColumn = 30;

    public void Write(Command command)
    {
        Lines(Flowing(command.Description ?? ""), 0);
        Part("Usage", [Usage(command)]);
        if (command is HelpedCommand { Examples: { Count: > 0 } examples })
            Part("Examples", examples);
        Table("Commands", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (sub.Name, sub.Description!.Split('\n')[0])));
        Table("Arguments", command.Arguments.Select(argument => (NameOf(argument), argument.Description ?? "")));
        foreach (IGrouping<string, Option> group in HelpedCommand.GroupsOf(command))
            Table(group.Key, group.Select(option => (NameOf(option), option.Description ?? "")));
    }

    private static string Usage(Command command) => command is RootCommand
        ? "afd COMMAND [options]"
        : string.Join(' ', ["afd", command.Name, .. command.Arguments.Select(NameOf)]) + (command.Options.Count > 0 ? " [options]" : "");

    // Lines are as long as the screen is wide; an empty one is kept.
    private static string Flowing(string text) => string.Join("\n\n",
        text.ReplaceLineEndings("\n").Split("\n\n").Select(paragraph => paragraph.Replace('\n', ' ')));

    private static string NameOf(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string NameOf(Option option)
    {
        string names = string.Join(", ", [option.Name, .. option.Aliases.Where(alias => alias != option.Name)]);
        return option.HelpName is { } placeholder ? $"{names} {placeholder}" : names;
    }

    private void Part(string heading, IEnumerable<string> lines)
    {
        output.WriteLine();
        output.WriteLine($"{heading}:");
        foreach (string line in lines)
            Lines(line, Indent);
    }

    private void Table(string heading, IEnumerable<(string Name, string Description)> rows)
    {
        if (!rows.Any())
            return;
        output.WriteLine();
        output.WriteLine($"{heading}:");
        // On a narrow screen what an option does stands below its name.
        int column = Math.Min(NameColumn, width / 3);
        foreach ((string name, string description) in rows)
        {
            string start = $"{new string(' ', Indent)}{name}";
            bool fits = start.Length < column - 1;
            if (!fits)
                Lines(name, Indent);
            foreach ((int index, string line) in WordWrap.Lines(description, Math.Max(1, width - column)).Index())
                output.WriteLine($"{(index == 0 && fits ? start : "").PadRight(column)}{line}");
        }
    }

    private void Lines(string text, int indent)
    {
        foreach (string line in WordWrap.Lines(text, width - indent))
            output.WriteLine($"{new string(' ', indent)}{line}".TrimEnd());
    }
}
