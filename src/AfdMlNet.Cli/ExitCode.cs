namespace AfdMlNet.Cli;

/// <summary>What the process answers with.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The data, a file or the machine does not allow it.</summary>
    public const int BadInput = 1;

    /// <summary>The command line does not make sense.</summary>
    public const int Usage = 2;

    /// <summary>The time budget of a comparison ended it: runs are left, the same command goes on.</summary>
    public const int Unfinished = 3;

    /// <summary>Ctrl-C, whether or not something was kept: 128 + SIGINT, as shells do.</summary>
    public const int Cancelled = 130;
}
