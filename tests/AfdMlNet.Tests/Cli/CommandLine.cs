using AfdMlNet.Cli;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

/// <summary>What a command line answered.</summary>
internal sealed record CommandLine(int ExitCode, string Out, string Error)
{
    public static CommandLine Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = Application.Run(args, new Terminal(output, error, IsInteractive: false));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs <c>afd train</c> and asks it to end, as Ctrl-C does, as soon as it has said something.</summary>
    public static CommandLine TrainUntil(string said, params string[] args)
    {
        using var interruption = new CancellationTokenSource();
        return TrainWhile(said, interruption.Cancel, args, interruption.Token);
    }

    /// <summary>Runs <c>afd train</c> and does something as soon as it has said something.</summary>
    public static CommandLine TrainWhile(string said, Action heard, string[] args, CancellationToken cancellation = default)
    {
        TrainSettings settings = TrainCommand.Read(TrainCommand.Create().Parse(args));
        using var output = new HeardWriter(said, heard);
        using var error = new StringWriter();
        int code = TrainRun.Execute(settings, new Terminal(output, error, IsInteractive: false), cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    public void AssertSucceeds(params string[] words)
    {
        Assert.AreEqual(0, ExitCode, Error);
        foreach (string word in words)
            Assert.Contains(word, Out);
    }

    public void AssertFails(int exitCode, params string[] words)
    {
        foreach (string word in words)
            Assert.Contains(word, Error);
        Assert.AreEqual(exitCode, ExitCode, Error);
        Assert.AreEqual("", Out);
    }

    private sealed class HeardWriter(string words, Action heard) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(words, StringComparison.Ordinal) == true)
                heard();
        }
    }
}
