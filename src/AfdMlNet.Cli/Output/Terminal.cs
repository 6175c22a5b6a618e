using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Output;

/// <summary>Where a command writes to.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors and warnings.</param>
/// <param name="IsInteractive">Whether a person watches <paramref name="Out"/>, so that progress bars make sense.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>Tells what was passed over, beside the results.</summary>
    public void Tell(PassedOver passedOver)
    {
        foreach (string line in passedOver.Lines)
            Error.WriteLine(line);
    }

    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected);
}
