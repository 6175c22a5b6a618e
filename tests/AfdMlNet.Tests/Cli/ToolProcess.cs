using System.Diagnostics;

namespace AfdMlNet.Tests.Cli;

/// <summary>The tool in a process of its own.</summary>
internal static class ToolProcess
{
    /// <param name="arguments">The command line.</param>
    /// <param name="said">What it has written so far.</param>
    public static Process Start(IEnumerable<string> arguments, out Func<string> said) =>
        Start([.. Command, .. arguments], new Dictionary<string, string?>(), out said);

    /// <summary>What starts the tool.</summary>
    public static IReadOnlyList<string> Command { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "afd.dll")];

    /// <summary>The same by way of another program.</summary>
    /// <param name="command">The whole command line, its program first.</param>
    /// <param name="environment">Variables that are set, or taken away where null.</param>
    /// <param name="said">What it has written so far.</param>
    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment, out Func<string> said)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string? value) in environment)
            start.Environment[variable] = value;
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
