using System.Runtime.InteropServices;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli;

/// <summary>
/// Ctrl-C, and the signals with which systems, terminals and schedulers ask a process to end: the first asks the run to end well, the
/// second ends the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _source.Token;

    public static Interruption Listen(
        Terminal terminal, string message = "Stopping; the best so far is kept. Again to end at once.")
    {
        var interruption = new Interruption();
        foreach (PosixSignal signal in Signals())
        {
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !interruption._source.IsCancellationRequested;
                if (!context.Cancel)
                    return;
                // Whatever becomes of the words, the stop is not lost.
                interruption._source.Cancel();
                terminal.Error.WriteLine(message);
            }));
        }
        return interruption;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private static IEnumerable<PosixSignal> Signals()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
            yield return signal;
        // SIGUSR1, which schedulers send some time before they kill; .NET has no name for it.
        if (OperatingSystem.IsLinux())
            yield return (PosixSignal)10;
        else if (OperatingSystem.IsMacOS())
            yield return (PosixSignal)30;
    }
}
