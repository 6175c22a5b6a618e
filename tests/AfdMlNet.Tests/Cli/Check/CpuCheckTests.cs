using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Check;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Tests.Cli.Check;

[TestClass]
public sealed class CpuCheckTests
{
    private static readonly CpuReading _right = new(1e-6, 300);

    [TestMethod]
    public void Run_AllRight_SaysWhatItWouldSave()
    {
        (int code, string said) = Run(24, (instructions, _) => instructions == "ALL" ? _right : _right with { StepMilliseconds = 450 });

        Assert.AreEqual(ExitCode.Success, code);
        Assert.Contains("All 24 starts with AVX-512 computed right", said);
        Assert.Contains("300 ms in place of 450 ms", said);
        Assert.Contains("From now on AfdMlNet uses it", said);
    }

    [TestMethod]
    public void Run_ConvolutionsTried_SaysWhatWasWrongWithEither()
    {
        (_, string said) = Run(1, (instructions, _) => _right with { Convolutions = instructions == "ALL" ? "9 tried" : "8 tried" });

        Assert.Contains("With AVX2: 8 tried.", said);
        Assert.Contains("With ALL: 9 tried.", said);
    }

    [TestMethod]
    public void Run_OneCrashOfManyStarts_SaysToLeaveIt()
    {
        (int code, string said) = Run(10, (instructions, start) => instructions == "ALL" && start == 7 ? null : _right);

        Assert.AreEqual(ExitCode.BadInput, code);
        Assert.Contains("Of 10 starts with AVX-512 1 crashed or hung and 0 computed wrong", said);
        Assert.DoesNotContain("ISA=ALL", said);
    }

    [TestMethod]
    public void Run_WrongConvolutions_SaysToLeaveIt()
    {
        (int code, string said) = Run(3, (instructions, _) => instructions == "ALL" ? _right with { LargestError = 0.5 } : _right);

        Assert.AreEqual(ExitCode.BadInput, code);
        Assert.Contains("wrong by 0.5", said);
        Assert.Contains("0 crashed or hung and 3 computed wrong", said);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Run_UsualInstructionsFail_IsAnError(bool crash) => Assert.ThrowsExactly<CliException>(
        () => Run(1,
            (instructions, _) => instructions == "ALL" ? _right : crash ? null : _right with { LargestError = double.PositiveInfinity }));

    /// <summary>The start at hand is ended, and has found nothing.</summary>
    [TestMethod]
    [DataRow("ALL", 2)]
    [DataRow("AVX2", -1)]
    public void Run_Cancelled_StopsAndSaysNoVerdict(string during, int at)
    {
        using var source = new CancellationTokenSource();

        (int code, string said) = Run(10, (instructions, start) =>
        {
            if (instructions == during && start == at)
                source.Cancel();
            return source.IsCancellationRequested ? null : _right;
        }, source.Token);

        Assert.AreEqual(ExitCode.Cancelled, code);
        Assert.DoesNotContain("computed", said);
        Assert.DoesNotContain("crashed", said);
    }

    [TestMethod]
    public void Execute_ThisMachine_TriesItInOtherProcesses()
    {
        using Process process = ToolProcess.Start(["check-cpu", "--starts", "1"], out Func<string> said);

        process.WaitForExit();

        // A machine on which it is wrong is what the command is for.
        Assert.IsTrue(process.ExitCode is ExitCode.Success or ExitCode.BadInput, said());
        Assert.Contains(Avx512F.IsSupported ? "Start 1 of 1 with AVX-512: " : "has no AVX-512", said());
    }

    [TestMethod]
    public void Execute_NoStarts_IsRefused() =>
        CommandLine.Run("check-cpu", "--starts", "0").AssertFails(ExitCode.Usage, "--starts is '0'", "at least 1");

    private static (int Code, string Said) Run(int starts, Func<string, int, CpuReading?> probe, CancellationToken cancellation = default)
    {
        using var said = new StringWriter();
        int started = 0;
        var check = new CpuCheck((instructions, _) => probe(instructions, instructions == "ALL" ? started++ : -1));
        int code = check.Run(starts, new Terminal(said, said, IsInteractive: false), cancellation);
        return (code, said.ToString());
    }
}
