using System.Globalization;
using System.Runtime.Intrinsics.X86;
using AfdMlNet.Cli.Output;
using AfdMlNet.Runtime;

namespace AfdMlNet.Cli.Check;

/// <summary>
/// Whether oneDNN computes right with AVX-512 on this machine, which AfdMlNet does not let it use by itself, and how much faster it trains.
/// In processes of their own, one after the other: what went wrong on one machine was a crash in one start of five.
/// </summary>
/// <param name="start">Starts a probe with a value of ONEDNN_MAX_CPU_ISA; null where it crashed or hung.</param>
internal sealed class CpuCheck(Func<string, CancellationToken, CpuReading?> start)
{
    public const int DefaultStarts = 24;

    private const string Usual = NativeSettings.UsualInstructions;
    private const string All = NativeSettings.AllInstructions;
    private const int StartsPerUsualOne = 8;

    public static int Execute(int starts, Terminal terminal)
    {
        if (!Avx512F.IsSupported)
        {
            terminal.Out.WriteLine("This processor has no AVX-512: AfdMlNet uses all it has.");
            return ExitCode.Success;
        }

        // Where torch does not load at all, this says why.
        TorchRuntime.EnsureLoaded();
        using var interruption = Interruption.Listen(terminal, "Stopping.");
        int code = new CpuCheck(ProbeProcess.Start).Run(starts, terminal, interruption.Token);
        // One start in five crashed where it was seen: a few that went well say little.
        if (code == ExitCode.BadInput || (code == ExitCode.Success && starts >= DefaultStarts))
            InstructionVerdict.Keep(code == ExitCode.Success);
        return code;
    }

    /// <param name="starts">How many starts with AVX-512, at least 1.</param>
    /// <param name="terminal">Hears of each start, and the verdict.</param>
    /// <param name="cancellation">Ends it.</param>
    public int Run(int starts, Terminal terminal, CancellationToken cancellation)
    {
        var usual = new List<CpuReading?>();
        var all = new List<CpuReading?>();
        for (int i = 0; i < starts; i++)
        {
            if (i % StartsPerUsualOne == 0)
                usual.Add(start(Usual, cancellation));
            all.Add(start(All, cancellation));
            if (cancellation.IsCancellationRequested)
                return ExitCode.Cancelled;
            if (usual[^1] is null)
                throw new CliException(
                    $"A start with {Usual}, which is what AfdMlNet uses, crashed or hung. The machine or the installation is broken.");
            terminal.Out.WriteLine($"Start {i + 1} of {starts} with AVX-512: {Said(all[^1])}");
        }

        if (usual.FirstOrDefault(reading => reading is { IsRight: false }) is { } wrong)
            throw new CliException(string.Create(
                CultureInfo.InvariantCulture,
                $"Convolutions are wrong by {wrong.LargestError:0.##} with {Usual} already, which is what AfdMlNet uses. "
                + $"The machine or the installation is broken."));
        TellConvolutions(Usual, usual, terminal);
        TellConvolutions(All, all, terminal);
        return Verdict(usual, all, terminal);
    }

    private static void TellConvolutions(string instructions, List<CpuReading?> readings, Terminal terminal)
    {
        if (readings.OfType<CpuReading>().FirstOrDefault() is { Convolutions.Length: > 0 } reading)
            terminal.Out.WriteLine($"With {instructions}: {reading.Convolutions}.");
    }

    private static int Verdict(List<CpuReading?> usual, List<CpuReading?> all, Terminal terminal)
    {
        int crashed = all.Count(reading => reading is null);
        int wrong = all.Count(reading => reading is { IsRight: false });
        if (crashed + wrong > 0)
        {
            terminal.Out.WriteLine($"Of {all.Count} starts with AVX-512 {crashed} crashed or hung and {wrong} computed wrong: leave "
                + $"{NativeSettings.Instructions} alone here.");
            return ExitCode.BadInput;
        }

        (double before, double after) = (Median(usual), Median(all));
        terminal.Out.WriteLine($"All {all.Count} starts with AVX-512 computed right. A step of {CpuProbe.Trained} takes "
            + $"{Milliseconds(after)} in place of {Milliseconds(before)}.");
        terminal.Out.WriteLine(all.Count >= DefaultStarts
            ? $"From now on AfdMlNet uses it on this machine; {NativeSettings.Instructions} in the environment wins."
            : $"To use it, set {NativeSettings.Instructions}={All} in the environment, or let {DefaultStarts} starts decide for good.");
        return ExitCode.Success;
    }

    private static string Said(CpuReading? reading) => reading switch
    {
        null => "crashed or hung",
        { IsRight: false } => FormattableString.Invariant($"wrong by {reading.LargestError:0.##}"),
        _ => $"right, {Milliseconds(reading.StepMilliseconds)} a step",
    };

    private static string Milliseconds(double value) => FormattableString.Invariant($"{value:0} ms");

    private static double Median(IEnumerable<CpuReading?> readings)
    {
        double[] sorted = [.. readings.OfType<CpuReading>().Select(reading => reading.StepMilliseconds).Order()];
        return sorted[sorted.Length / 2];
    }
}
