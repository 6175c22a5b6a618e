using System.Diagnostics;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;

namespace AfdMlNet.Benchmarks;

/// <summary>Many predictions from several threads on one model: whether they are those of one thread, and what memory and handles do.</summary>
internal static class SoakBenchmark
{
    private const int Images = 1_000;
    private const int Rounds = 10;
    private const int Threads = 8;

    /// <returns>Whether every prediction was right.</returns>
    public static bool Run(string archive, string name, long predictions)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        Machine.Describe();
        using var images = new TestImages(archive, Images);
        using StudentModule network = SampleNetwork.Create(name, images.Bytes(0, 64));
        using var ways = new ScoringWays(StudentOnnx.Write(network, SampleNetwork.Spec));
        byte[][] files = [.. images.Files.Select(File.ReadAllBytes)];
        Func<byte[], float[]>[] engines = [.. Enumerable.Range(0, Threads).Select(_ => ways.NewEngine())];
        float[][] alone = [.. files.Select(engines[0])];
        long each = predictions / Rounds / Threads;
        long wrong = 0;
        Console.WriteLine($"{name}: {Rounds * each * Threads} predictions from {Threads} threads on one model");
        Console.WriteLine("| predictions | differing | resident MB | managed MB | handles | predictions/s |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (int round = 1; round <= Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            {
                var random = new Random(round * Threads + thread);
                for (long i = 0; i < each; i++)
                {
                    int image = random.Next(files.Length);
                    if (!engines[thread](files[image]).AsSpan().SequenceEqual(alone[image]))
                        Interlocked.Increment(ref wrong);
                }
            });
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(FormattableString.Invariant(
                $"| {round * each * Threads} | {wrong} | {process.WorkingSet64 / 1e6:0} | {GC.GetTotalMemory(false) / 1e6:0} | {process.HandleCount} | {each * Threads / seconds:0} |"));
        }

        return wrong == 0;
    }
}
