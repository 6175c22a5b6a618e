using System.Diagnostics;

namespace AfdMlNet.Tests.Cli;

/// <summary>The tool in a process of its own.</summary>
internal static class ToolProcess
{
    /// <param name="arguments">The command line.</param>
    /// <param name="said">What it has written so far.</param>
    public static Process Start(IEnumerable<string> arguments, out Func<string> said)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "afd.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        var lines = new List<string>();
        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (lines)
                lines.Add(line.Data ?? "");
        }

        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        said = () =>
        {
            lock (lines)
                return string.Join('\n', lines);
        };
        return process;
    }
}
