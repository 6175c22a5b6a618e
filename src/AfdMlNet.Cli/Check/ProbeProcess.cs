using System.Diagnostics;
using AfdMlNet.Runtime;

namespace AfdMlNet.Cli.Check;

/// <summary>A <see cref="CpuProbe"/> in a process of its own.</summary>
internal static class ProbeProcess
{
    /// <summary>The hidden command that runs the probe.</summary>
    public const string Command = "probe-cpu";

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    /// <param name="instructions">The value of ONEDNN_MAX_CPU_ISA.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>What it found; null where it crashed, failed, hung or was ended.</returns>
    public static CpuReading? Start(string instructions, CancellationToken cancellation)
    {
        ProcessStartInfo info = Own();
        info.Environment[NativeSettings.Instructions] = instructions;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        using Process process = Process.Start(info) ?? throw new CliException("This program cannot be started a second time.");
        Task<string> said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(_longest);
        try
        {
            process.WaitForExitAsync(ending.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return process.ExitCode == ExitCode.Success ? CpuReading.Parse(said.GetAwaiter().GetResult()) : null;
    }

    // As a tool the program is its own host; by "dotnet afd.dll" dotnet is.
    private static ProcessStartInfo Own()
    {
        string program = Environment.ProcessPath ?? throw new CliException("The system does not say where this program lies.");
        return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo(program, [typeof(ProbeProcess).Assembly.Location, Command])
            : new ProcessStartInfo(program, [Command]);
    }
}
