using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
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
        int code = Answer(parsed, terminal);
        if (terminal.Failure is not { } failure)
            return code;
        terminal.Error.WriteLine($"Not all that was to be shown could be written: {failure.Message}");
        return code == ExitCode.Success && !IsOnDisk(parsed) ? ExitCode.BadInput : code;
    }

    private static int Answer(ParseResult parsed, Terminal terminal)
    {
        try
        {
            if (parsed.Action == parsed.CommandResult.Command.Action)
                CheckTemporaryFolder();
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

    // Images, libraries and models pass through it: here it is named.
    private static void CheckTemporaryFolder()
    {
        if (Path.GetTempPath() is var folder && !Directory.Exists(folder))
            throw new CliException(
                $"The folder for temporary files, '{folder}', is not there: make it, or set "
                    + $"{(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR")} to one that is.");
    }

    // Of these commands the result is in files; of all others it is what they show.
    private static bool IsOnDisk(ParseResult parsed)
    {
        HashSet<string> given = [.. parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit)
            .Select(option => option.Option.Name)];
        return parsed.CommandResult.Command.Name switch
        {
            "train" or "export" => true,
            "compare" => !given.Contains("--list"),
            _ => given.Contains("--out"),
        };
    }

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
