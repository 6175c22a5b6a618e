using System.Diagnostics;
using AfdMlNet.Tests.Integration;

namespace AfdMlNet.Tests.Examples;

/// <summary>A script of <c>examples/Cluster</c>, run as Slurm would: with its variables, and this build's tool as <c>AFD</c>.</summary>
internal sealed class ClusterScript : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ClusterScript(Process process) =>
        (_process, _output, _error) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    public static string Folder => Path.Combine(LocalPackages.Repository(), "examples", "Cluster");

    public static string[] All =>
        [.. Directory.GetFiles(Folder, "*.sbatch").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>How the scripts start this build's tool.</summary>
    public static string Tool => $"dotnet {Path.Combine(AppContext.BaseDirectory, "afd.dll")}";

    /// <summary>Where there is no bash the tests of scripts are inconclusive.</summary>
    public static void NeedsBash()
    {
        if (!File.Exists("/bin/bash"))
            Assert.Inconclusive("There is no /bin/bash here.");
    }

    public static ClusterScript Start(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        NeedsBash();
        var start = new ProcessStartInfo(
            "/bin/bash", [Path.Combine(Folder, script), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AFD"] = Tool;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    public (int ExitCode, string Output, string Error) End()
    {
        _process.WaitForExit();
        return (_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose() => _process.Dispose();
}
