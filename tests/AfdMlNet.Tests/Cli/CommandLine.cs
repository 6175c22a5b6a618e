using AfdMlNet.Cli;
using AfdMlNet.Cli.Output;

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

    public void AssertFails(int exitCode, params string[] words)
    {
        foreach (string word in words)
            Assert.Contains(word, Error);
        Assert.AreEqual(exitCode, ExitCode, Error);
        Assert.AreEqual("", Out);
    }
}
