using System.Diagnostics;

namespace AfdMlNet.Tests.Runtime;

/// <summary>Runs the console program that loads torch and prints a sum, which is 20.</summary>
internal static class TorchProbe
{
    private static readonly string[] _managed =
        ["TorchProbe.dll", "TorchProbe.runtimeconfig.json", "AfdMlNet.dll", "TorchSharp.dll"];

    /// <summary>Starts it in the tests' own folder, or in another one that holds it.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        TemporaryFolder temporary, string? application = null, params (string Name, string Value)[] environment) =>
        RunAsync(temporary, application, [], environment);

    /// <summary>The same with arguments.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        TemporaryFolder temporary, string? application, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(application ?? AppContext.BaseDirectory, "TorchProbe.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = temporary.Make("cache");
        start.Environment["TMPDIR"] = temporary.Make("tmp");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(Patience.Limit);
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output.Trim(), (await error).Trim());
        }
        finally
        {
            // One that hangs would keep its processors busy under all tests that follow.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A folder with the program's managed part alone.</summary>
    public static string CopyWithoutNatives(TemporaryFolder temporary)
    {
        string folder = temporary.Make("application");
        foreach (string file in _managed)
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder, file));
        return folder;
    }
}
