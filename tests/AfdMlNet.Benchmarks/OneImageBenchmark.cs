using System.Diagnostics;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;

namespace AfdMlNet.Benchmarks;

/// <summary>What one prediction costs beside the bare call of ONNX Runtime on the same pixels, image by image in turn.</summary>
internal static class OneImageBenchmark
{
    private const int Count = 2_000;
    private const int WarmUp = 200;

    public static void Run(string archive, string name)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        Machine.Describe();
        using var images = new TestImages(archive, Count);
        using StudentModule network = SampleNetwork.Create(name, images.Bytes(0, 64));
        using var ways = new ScoringWays(StudentOnnx.Write(network, SampleNetwork.Spec));
        var raw = new List<double>();
        var decode = new List<double>();
        var engine = new List<double>();
        for (int i = 0; i < images.Files.Count; i++)
        {
            byte[] pixels = images.Bytes(i, 1);
            byte[] file = File.ReadAllBytes(images.Files[i]);
            raw.Add(Watched(ways, () => ways.Raw(pixels)));
            long start = Stopwatch.GetTimestamp();
            ImageDecoder.Decode(file, TestImages.Side, TestImages.Side, ImageFit.Crop, pixels);
            decode.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            string[] one = [images.Files[i]];
            engine.Add(Watched(ways, () => ways.Engine1(one)));
        }

        IEnumerable<double> extra = engine.Zip(raw, (all, bare) => all - bare).Skip(WarmUp);
        Console.WriteLine($"{name}, {images.Files.Count - WarmUp} images, milliseconds an image: median (quartiles)");
        Console.WriteLine("| | ms |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| ONNX Runtime alone, pixels decoded before | {Spread.Of(raw.Skip(WarmUp))} |");
        Console.WriteLine($"| PredictionEngine, from PNG bytes | {Spread.Of(engine.Skip(WarmUp))} |");
        Console.WriteLine($"| the extra | {Spread.Of(extra)} |");
        Console.WriteLine($"| of which decoding the PNG | {Spread.Of(decode.Skip(WarmUp))} |");
    }

    private static double Watched(ScoringWays ways, Action act)
    {
        ways.Watch.Reset();
        act();
        return ways.Watch.Elapsed.TotalMilliseconds;
    }
}
