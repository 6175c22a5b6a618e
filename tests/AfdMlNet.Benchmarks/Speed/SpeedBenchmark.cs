using AfdMlNet.Distillation;
using AfdMlNet.Runtime;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>
/// How long a training step takes, everybody taking turns in one run: medians and the medians of the ratios within a round.
/// </summary>
internal static class SpeedBenchmark
{
    private const int Rounds = 7;
    private const int StepsPerTurn = 4;

    public static void Run(IReadOnlyList<string> rings)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable? memory = NativeAllocator.KeepFreedMemory();
        Machine.Describe();
        Console.WriteLine($"{Rounds} rounds of {StepsPerTurn} steps; milliseconds a step: median (quartiles).");
        foreach (string ring in rings)
            Measure(new Workload(ring.Split(',')));
    }

    private static void Measure(Workload workload)
    {
        using var phases = new PhaseClock(workload.Networks.Count);
        IReadOnlyList<IContender> contenders = Contenders.All(workload, phases);
        try
        {
            // Memory is allocated, kernels are chosen.
            foreach (IContender contender in contenders)
                contender.Steps(2);
            phases.Reset();
            double[][] times = [.. contenders.Select(_ => new double[Rounds])];
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < contenders.Count; i++)
                    times[i][round] = contenders[i].Steps(StepsPerTurn);
            }

            Table(workload, contenders, times);
            Phases(workload, phases);
        }
        finally
        {
            foreach (IContender contender in contenders)
                contender.Dispose();
        }
    }

    private static void Table(Workload workload, IReadOnlyList<IContender> contenders, double[][] times)
    {
        double[] floor = times[Index(contenders, Contenders.CrossEntropy)];
        double[] afd = times[Index(contenders, Contenders.Afd)];
        Console.WriteLine();
        Console.WriteLine($"Batch {workload.BatchSize} of {workload.Input}");
        Console.WriteLine();
        Console.WriteLine($"| {workload} | ms a step | images/s | / cross entropy | AFD / this |");
        Console.WriteLine("|---|---|---|---|---|");
        for (int i = 0; i < contenders.Count; i++)
        {
            Spread time = Spread.Of(times[i]);
            Console.WriteLine(FormattableString.Invariant(
                $"| {contenders[i].Name} | {time.Median:0} ({time.Lower:0} to {time.Upper:0}) | {workload.BatchSize * 1000 / time.Median:0} | {Spread.OfRatios(times[i], floor)} | {Spread.OfRatios(afd, times[i])} |"));
        }
    }

    private static void Phases(Workload workload, PhaseClock phases)
    {
        const int Steps = Rounds * StepsPerTurn;
        Console.WriteLine();
        Console.WriteLine($"| AFD step, ms | {string.Join(" | ", workload.Networks)} |");
        Console.WriteLine($"|---|{string.Concat(workload.Networks.Select(_ => "---|"))}");
        foreach (StepPhase phase in Enum.GetValues<StepPhase>().Where(phase => phase != StepPhase.Waiting))
            Console.WriteLine($"| {phase} | {string.Join(" | ", workload.Networks.Select((_, k) => FormattableString.Invariant($"{phases[k, phase] / Steps:0.0}")))} |");
    }

    private static int Index(IReadOnlyList<IContender> contenders, string name) =>
        contenders.ToList().FindIndex(contender => contender.Name == name);
}
