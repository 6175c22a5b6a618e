using System.CommandLine;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", CompletionScript.Shells)}." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new HelpedCommand("completion", "Writes the script that makes a shell complete commands and options.")
        {
            Examples =
            [
                "source <(afd completion bash)                # in ~/.bashrc",
                "afd completion pwsh | Out-String | Invoke-Expression   # in $PROFILE",
            ],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            terminal.Out.WriteLine(CompletionScript.Of(parsed.GetRequiredValue(shell)));
            return ExitCode.Success;
        });
        return command;
    }
}
