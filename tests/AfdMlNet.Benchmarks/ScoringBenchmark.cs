using System.Globalization;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;

namespace AfdMlNet.Benchmarks;

/// <summary>
/// Images per second of every way to score. The ways take turns on small parts, so that other load meets all of them alike.
/// </summary>
internal static class ScoringBenchmark
{
    private const int Count = 10_000;
    private const int Part = 250;
    // The ways that score one row at a time do less of each part.
    private const int Few = 50;

    public static void Run(string archive, string name)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        Machine.Describe();
        using var images = new TestImages(archive, Count);
        using StudentModule network = SampleNetwork.Create(name, images.Bytes(0, 64));
        byte[] model = StudentOnnx.Write(network, SampleNetwork.Spec);
        using var ways = new ScoringWays(model);
        (string Name, int Images, Action<int, string[]> Score)[] all =
        [
            ("ONNX Runtime alone, batches of 64 decoded before", Part, (first, files) => ways.Raw(images.Bytes(first, files.Length))),
            ("the same, threads not spinning, as the engine has it", Part,
                (first, files) => ways.RawAsEngine(images.Bytes(first, files.Length))),
            ("`afd score` engine, from PNG files", Part, (_, files) => ways.Engine(files)),
            ("Transform, in process, from PNG bytes", Part, (_, files) => ways.Transform(files)),
            ("stock chain (a saved model's Transform)", Few, (_, files) => ways.Stock(files)),
            ("PredictionEngine in a loop", Few, (_, files) => ways.Engine1(files)),
        ];
        var seconds = new List<double>[all.Length];
        for (int way = 0; way < all.Length; way++)
        {
            seconds[way] = [];
            all[way].Score(0, [.. images.Files.Take(Few)]);
        }
        int parts = images.Files.Count / Part;
        for (int part = 0; part < parts; part++)
        {
            for (int turn = 0; turn < all.Length; turn++)
            {
                int way = (part + turn) % all.Length;
                string[] files = [.. images.Files.Skip(part * Part).Take(all[way].Images)];
                ways.Watch.Reset();
                all[way].Score(part * Part, files);
                seconds[way].Add(ways.Watch.Elapsed.TotalSeconds / files.Length);
            }
        }
        Console.WriteLine($"{name}, {parts * Part} images in {parts} interleaved parts; medians");
        Console.WriteLine("| way | images | images/s | time / first row: median (quartiles) | time / second row: median (quartiles) |");
        Console.WriteLine("|---|---|---|---|---|");
        for (int way = 0; way < all.Length; way++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {all[way].Name} | {parts * all[way].Images} | {1 / Spread.Of(seconds[way]).Median:F0} | "
                    + $"{Spread.OfRatios(seconds[way], seconds[0])} | {Spread.OfRatios(seconds[way], seconds[1])} |"));
        }
    }
}
