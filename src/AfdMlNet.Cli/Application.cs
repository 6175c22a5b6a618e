using System.CommandLine;
using System.CommandLine.Invocation;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli;

/// <summary>From the arguments to the exit code.</summary>
internal static class Application
{
    private static readonly ParserConfiguration _parser = new() { ResponseFileTokenReplacer = ProtocolFile.TryRead };

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        ParseResult parsed = AfdCommand.Create(terminal).Parse(args, _parser);
        if (parsed.Action is ParseErrorAction)
            return UsageErrors(parsed, terminal);
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        // The end of the line for every error: one place that puts it into words.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            (string message, int code) = ErrorText.Of(error);
            terminal.Error.WriteLine(message);
            return code;
        }
    }

    private static string? Meant(ParseResult parsed, Command command) =>
        parsed.UnmatchedTokens
            .Select(token => NearestWord.Of(token, token.StartsWith('-')
                ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
                : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)))
            .FirstOrDefault(word => word is not null);

    private static int UsageErrors(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
            terminal.Error.WriteLine(message);
        if (Meant(parsed, command) is { } meant)
            terminal.Error.WriteLine($"Did you mean '{meant}'?");
        terminal.Error.WriteLine($"'{(command is RootCommand ? "afd" : $"afd {command.Name}")} --help' lists what there is.");
        return ExitCode.Usage;
    }
}
