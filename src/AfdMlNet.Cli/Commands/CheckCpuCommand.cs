using System.CommandLine;
using AfdMlNet.Cli.Check;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd check-cpu</c>, and the hidden one that it starts itself with.</summary>
internal static class CheckCpuCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<int?> starts =
            NumberOption.Whole("--starts", "N", $"How many starts with AVX-512; default {CpuCheck.DefaultStarts}.", minimum: 1);
        var command = new HelpedCommand(
            "check-cpu", "Tries whether convolutions with AVX-512 are right on this machine, and how much faster training is with them (a "
                + "minute or two).")
        {
            starts,
        };
        command.SetAction(parsed => CpuCheck.Execute(parsed.GetValue(starts) ?? CpuCheck.DefaultStarts, terminal));
        return command;
    }

    public static Command Probe(Terminal terminal)
    {
        var command = new Command(ProbeProcess.Command) { Hidden = true };
        command.SetAction(_ => CpuProbe.Execute(terminal));
        return command;
    }
}
