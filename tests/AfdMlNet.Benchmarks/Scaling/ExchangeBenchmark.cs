using AfdMlNet.Benchmarks.Speed;
using AfdMlNet.Distillation;
using AfdMlNet.Mpi;
using AfdMlNet.Runtime;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>What a step of a real ring exchanges, and how long that takes beside the step itself. Started by <c>mpiexec</c>.</summary>
internal static class ExchangeBenchmark
{
    private const int Samples = 25;
    private const int Steps = 5;

    public static void Run(IReadOnlyList<string> rings)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable? memory = NativeAllocator.KeepFreedMemory();
        using MpiGroup group = MpiGroup.Join();
        if (group.Rank == 0)
        {
            Machine.Describe();
            Console.WriteLine("| ring | (1) | (3) | (2) | statistics | terms | MB |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
        }

        Workload[] workloads = [.. rings.Select(ring => new Workload(ring.Split(',')))];
        IReadOnlyList<string>[] rows = [.. workloads.Select(workload => Rows(workload, group))];
        group.Barrier();
        if (group.Rank == 0)
        {
            foreach (IReadOnlyList<string> row in rows)
                Console.WriteLine(row[0]);
            Console.WriteLine();
            Console.WriteLine($"| ring, {group.Size} processes | gradients, ms | terms, ms | a step of the batch's part without them, ms |");
            Console.WriteLine("|---|---|---|---|");
            foreach (IReadOnlyList<string> row in rows)
                Console.WriteLine(row[1]);
        }

        group.Leave();
    }

    private static string[] Rows(Workload whole, MpiGroup group)
    {
        using Ring ring = whole.Ring(new DistillationRules());
        Traffic traffic = Traffic.Of(ring);
        using var exchanges = new Exchanges(ring, group);
        Spread gradients = Together.Time(group, exchanges.Gradients, Samples);
        Spread terms = Together.Time(group, exchanges.Terms, Samples, each: 20);
        string step = whole.IsLarge ? "" : Step(whole with { BatchSize = whole.BatchSize / group.Size }, group);
        return
        [
            FormattableString.Invariant(
                $"| {whole} | {traffic.Logit} | {traffic.Feature} | {traffic.Discriminator} | {traffic.Statistics} | {traffic.Terms} | {traffic.GradientBytes / 1e6:0.00} |"),
            $"| {whole} | {Milliseconds(gradients)} | {Milliseconds(terms)} | {step} |",
        ];
    }

    private static string Step(Workload part, MpiGroup group)
    {
        using var contender = new RingContender(Contenders.Afd, part, new DistillationRules(), processes: group.CountOnThisMachine);
        return $"{Milliseconds(Together.Time(group, () => contender.Steps(1), Steps))}, {part.BatchSize} images";
    }

    private static string Milliseconds(Spread seconds) =>
        FormattableString.Invariant($"{seconds.Median * 1e3:0.00} ({seconds.Lower * 1e3:0.00} to {seconds.Upper * 1e3:0.00})");
}
