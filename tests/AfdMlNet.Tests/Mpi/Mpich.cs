using System.ComponentModel;
using System.Diagnostics;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Mpi;

/// <summary>MPICH's launcher; the test is inconclusive where it is not installed.</summary>
internal static class Mpich
{
    // Debian names it so where another MPI is installed beside it.
    private static readonly string[] _names = ["mpiexec.mpich", "mpiexec"];

    public static string Launcher { get; } = _names.FirstOrDefault(IsMpich) ?? "";

    /// <summary>Starts the tool in several processes.</summary>
    public static Process Start(int processes, IEnumerable<string> arguments, out Func<string> said) =>
        Start(["-n", $"{processes}", .. ToolProcess.Command, .. arguments], out said);

    /// <param name="arguments">Those of the launcher.</param>
    /// <param name="said">What it has written so far.</param>
    public static Process Start(IReadOnlyList<string> arguments, out Func<string> said)
    {
        Require();
        return ToolProcess.Start([Launcher, .. arguments], new Dictionary<string, string?>(), out said);
    }

    public static void Require()
    {
        if (Launcher.Length == 0)
            Assert.Inconclusive("MPICH is not installed: apt install mpich.");
    }

    /// <summary>The processes below another one that run the tool, by their rank.</summary>
    public static IReadOnlyDictionary<int, Process> Ranks(string output)
    {
        var ranks = new Dictionary<int, Process>();
        foreach (Process process in Process.GetProcessesByName("dotnet"))
        {
            try
            {
                if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(output, StringComparison.Ordinal)
                    && File.ReadAllText($"/proc/{process.Id}/environ")
                        .Split('\0')
                        .FirstOrDefault(variable => variable.StartsWith("PMI_RANK=", StringComparison.Ordinal)) is { } rank)
                    ranks[int.Parse(rank["PMI_RANK=".Length..], System.Globalization.CultureInfo.InvariantCulture)] = process;
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }
        }

        return ranks;
    }

    private static bool IsMpich(string name)
    {
        try
        {
            using Process process =
                Process.Start(new ProcessStartInfo(name, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.StandardOutput.ReadToEnd().Contains("HYDRA", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
