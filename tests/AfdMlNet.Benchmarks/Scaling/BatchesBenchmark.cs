using System.Diagnostics;
using AfdMlNet.Benchmarks.Scaling.Model;
using AfdMlNet.Benchmarks.Speed;
using AfdMlNet.Distillation;
using AfdMlNet.Runtime;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>How long a step takes against the size of its batch: what a process has to do when the batch is divided among many.</summary>
internal static class BatchesBenchmark
{
    private const int FewestSteps = 3;
    private const int MostSteps = 21;
    private static readonly TimeSpan _each = TimeSpan.FromSeconds(8);

    public static void Run(string ring, IReadOnlyList<int> sizes)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable? memory = NativeAllocator.KeepFreedMemory();
        Machine.Describe();
        Console.WriteLine($"| images, {ring} | ms a step: median (quartiles) | images/s |");
        Console.WriteLine("|---|---|---|");
        var points = new List<(double Images, double Seconds)>();
        foreach (int size in sizes)
        {
            Spread time = Time(new Workload(ring.Split(','), size));
            points.Add((size, time.Median));
            Console.WriteLine(FormattableString.Invariant(
                $"| {size} | {time.Median * 1e3:0.0} ({time.Lower * 1e3:0.0} to {time.Upper * 1e3:0.0}) | {size / time.Median:0.0} |"));
        }

        var line = Line.Through(points);
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"Least squares of relative errors: {line.Offset * 1e3:0.0} ms + {line.Slope * 1e3:0.000} ms an image."));
    }

    private static Spread Time(Workload workload)
    {
        using var contender = new RingContender(Contenders.Afd, workload, new DistillationRules());
        // Memory is allocated, kernels are chosen.
        contender.Steps(2);
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        while (times.Count < FewestSteps || (times.Count < MostSteps && watch.Elapsed < _each))
            times.Add(contender.Steps(1) / 1e3);
        return Spread.Of(times);
    }
}
