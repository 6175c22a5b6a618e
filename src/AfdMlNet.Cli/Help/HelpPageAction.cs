using System.CommandLine;
using System.CommandLine.Invocation;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Help;

/// <summary>Shows the help of the command at hand.</summary>
internal sealed class HelpPageAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpPage(terminal.Out, terminal.Width).Write(parseResult.CommandResult.Command);
        return ExitCode.Success;
    }
}
