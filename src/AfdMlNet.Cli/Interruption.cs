using System.Runtime.InteropServices;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the run to end well, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _source.Token;

    public static Interruption Listen(
        Terminal terminal, string message = "Stopping after this batch; the best so far is kept. Again to end at once.")
    {
        var interruption = new Interruption();
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !interruption._source.IsCancellationRequested;
                if (!context.Cancel)
                    return;
                terminal.Error.WriteLine(message);
                interruption._source.Cancel();
            }));
        }
        return interruption;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }
}
