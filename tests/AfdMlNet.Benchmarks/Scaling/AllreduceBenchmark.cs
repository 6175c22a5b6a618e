using System.Diagnostics;
using AfdMlNet.Benchmarks.Scaling.Model;
using AfdMlNet.Mpi;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>The time of a sum over the processes against its size, and the line through it. Started by <c>mpiexec</c>.</summary>
internal static class AllreduceBenchmark
{
    private const int Largest = 1 << 24;
    private const int Samples = 25;

    // A sample is at least so many bytes or calls long, so that the clock and the start do not count.
    private const int BytesPerSample = 1 << 22;
    private const int CallsPerSample = 200;

    public static void Run()
    {
        TorchRuntime.EnsureLoaded();
        using MpiGroup group = MpiGroup.Join();
        Action<string> say = group.Rank == 0 ? Console.WriteLine : _ => { };
        if (group.Rank == 0)
            Machine.Describe();
        say($"| bytes, {group.Size} processes | ms: median (quartiles) | GB/s |");
        say("|---|---|---|");
        float[] values = GC.AllocateArray<float>(Largest, pinned: true);
        var points = new List<(double Bytes, double Seconds)>();
        for (int length = 1; length <= Largest; length *= 4)
        {
            int bytes = length * sizeof(float);
            Memory<float> part = values.AsMemory(0, length);
            Spread time = Together.Time(group, () => group.AllReduceSum(part), Samples, Math.Clamp(BytesPerSample / bytes, 1, CallsPerSample));
            points.Add((bytes, time.Median));
            say(FormattableString.Invariant($"| {bytes} | {time.Median * 1e3:0.0000} ({time.Lower * 1e3:0.0000} to {time.Upper * 1e3:0.0000}) | {bytes / time.Median / 1e9:0.00} |"));
        }

        say("");
        if (group.Size > 1)
        {
            var line = Line.Through(points);
            say(FormattableString.Invariant(
                $"Least squares of relative errors: {line.Offset * 1e6:0.0} us + {line.Slope * 1e9:0.000} ns a byte."));
        }

        if (group.Rank == 0)
            say(FormattableString.Invariant($"Adding floats to others, one thread: {Adding() * 1e9:0.000} ns a byte."));
        group.Barrier();
        group.Leave();
    }

    /// <summary>Seconds a byte.</summary>
    private static double Adding()
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        Tensor sum = zeros(Largest);
        Tensor other = zeros(Largest);
        var times = new List<double>();
        for (int i = 0; i < Samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            sum.add_(other);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Spread.Of(times).Median / (Largest * sizeof(float));
    }
}
