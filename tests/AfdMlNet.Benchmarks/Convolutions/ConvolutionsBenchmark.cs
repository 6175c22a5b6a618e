using System.Diagnostics;
using AfdMlNet.Convolutions;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Convolutions;

/// <summary>How many convolutions are wrong, by libtorch itself and as our layers run them: for docs/convolutions.md.</summary>
internal static class ConvolutionsBenchmark
{
    private const long Poisoned = 16 << 20;
    private const double Tolerance = 1e-4;

    // The result and both gradients.
    private const int Parts = 3;

    private const string Ours = "ours";

    private static readonly string[] _ways = ["libtorch", Ours];
    private static readonly string[] _instructions = [NativeSettings.UsualInstructions, "ALL"];

    /// <summary>A process for each: oneDNN asks for its instructions once, and what libtorch gets wrong may spoil memory.</summary>
    public static void Run(int shapes)
    {
        Console.WriteLine(FormattableString.Invariant($"{shapes} shapes: wrong in the result, in both gradients, in any of them"));
        Console.WriteLine();
        Console.WriteLine("| instructions | way | memory | result | map | weight | any |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string instructions, string way) in _instructions.SelectMany(_ => _ways, (instructions, way) => (instructions, way)))
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
                start.ArgumentList.Add(typeof(ConvolutionsBenchmark).Assembly.Location);
            start.ArgumentList.Add("convolutions-of");
            start.ArgumentList.Add(way);
            start.ArgumentList.Add(FormattableString.Invariant($"{shapes}"));
            start.Environment[NativeSettings.Instructions] = instructions;
            using Process process = Process.Start(start)!;
            // libtorch complains of NNPACK on batches of one.
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                Console.WriteLine($"| {instructions} | {way} ended with {process.ExitCode} | | | | | |");
        }
    }

    /// <summary>The child process.</summary>
    public static void RunChild(string kind, int shapes)
    {
        TorchRuntime.EnsureLoaded();
        string instructions = Environment.GetEnvironmentVariable(NativeSettings.Instructions) ?? NativeSettings.UsualInstructions;
        bool isOurs = kind == Ours;
        (string Memory, Func<Tensor, Tensor> Order)[] ways = [("contiguous", Contiguous), ("channels-last", ChannelsLast.Of)];
        var wrong = new int[ways.Length, Parts + 1];
        foreach (DrawnShape shape in DrawnShape.Of(shapes))
        {
            for (int way = 0; way < ways.Length; way++)
            {
                // With AVX-512 libtorch's own writes where it must not, which ends the process some shapes later.
                if (!isOurs && shape is { Kernel: 1, Stride: > 1 } && instructions != NativeSettings.UsualInstructions)
                    continue;
                bool[] parts = Wrong(shape, isOurs, ways[way].Order);
                for (int part = 0; part < parts.Length; part++)
                    wrong[way, part] += parts[part] ? 1 : 0;
                if (!parts.Contains(true))
                    continue;
                wrong[way, parts.Length]++;
                if (isOurs)
                    Console.WriteLine($"{instructions} {ways[way].Memory}: {shape}");
            }
        }

        for (int way = 0; way < ways.Length; way++)
        {
            IEnumerable<int> counts = Enumerable.Range(0, Parts + 1).Select(part => wrong[way, part]);
            Console.WriteLine($"| {instructions} | {kind} | {ways[way].Memory} | {string.Join(" | ", counts)} |");
        }

        PenaltyBenchmark.Run(instructions, isOurs);
    }

    private static bool[] Wrong(DrawnShape shape, bool isOurs, Func<Tensor, Tensor> order)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using Conv2d layer = nn.Conv2d(
            shape.Input, shape.Output, shape.Kernel, shape.Stride, shape.Padding, shape.Dilation, groups: shape.Groups, bias: false);
        Tensor map = order(randn(shape.Batch, shape.Input, shape.Height, shape.Width)).requires_grad_();
        Tensor exactMap = map.detach().to(ScalarType.Float64).requires_grad_();
        Tensor exactWeight = layer.weight.detach().to(ScalarType.Float64).requires_grad_();
        Tensor exact = nn.functional.conv2d(
            exactMap, exactWeight, null, layer.stride, layer.padding, layer.dilation, layer.groups);
        Tensor direction = randn_like(exact);
        IList<Tensor> exactGradients = autograd.grad([exact], [exactMap, exactWeight], [direction]);

        Tensor result;
        using (PoisonedMemory.Fill(Poisoned))
            result = isOurs ? LayerConvolution.Run(layer, map) : layer.forward(map);
        IList<Tensor> gradients;
        using (PoisonedMemory.Fill(Poisoned))
            gradients = autograd.grad([result], [map, layer.weight], [direction.to(ScalarType.Float32)]);
        return [IsWrong(exact, result), IsWrong(exactGradients[0], gradients[0]), IsWrong(exactGradients[1], gradients[1])];
    }

    private static bool IsWrong(Tensor exact, Tensor computed) => !(DoublePrecision.Error(exact, computed) < Tolerance);

    private static Tensor Contiguous(Tensor map) => map.contiguous().flatten().view(map.shape);
}
