namespace AfdMlNet.Cli;

/// <summary>An error whose message alone is what its reader needs.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.BadInput, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}
