using AfdMlNet.Convolutions;
using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Convolutions;

/// <summary>For which batches R1's gradient is wrong, by oneDNN's convolutions and by ours.</summary>
internal static class PenaltyBenchmark
{
    private const int LargestBatch = 66;
    private const double Tolerance = 1e-3;

    // The maps of small networks, and those of resnet8 at 16x16, on which the committed records with R1 rest.
    private static readonly FeatureShape[] _maps = [new(4, 4, 4), new(12, 4, 4), new(64, 4, 4)];

    public static void Run(string instructions, bool isOurs)
    {
        foreach (FeatureShape map in _maps)
        {
            foreach (long poison in new[] { 0, 16L << 20 })
            {
                int[] batches = [.. Enumerable.Range(2, LargestBatch - 1)];
                double[] errors = [.. batches.Select(batch => Error(map, batch, isOurs, poison))];
                int[] wrong = [.. batches.Where((_, i) => !(errors[i] < Tolerance))];
                string found = FormattableString.Invariant($"{wrong.Length} of {batches.Length} batches wrong")
                    + FormattableString.Invariant($" ({errors.Count(double.IsInfinity)} NaN): {string.Join(' ', wrong)}");
                string memory = poison > 0 ? "full of NaN" : "as it is";
                Console.WriteLine($"R1 {instructions} {(isOurs ? "ours" : "libtorch")} {map}, memory {memory}: {found}");
            }
        }
    }

    private static double Error(FeatureShape shape, int batch, bool twice, long poison)
    {
        using var scope = NewDisposeScope();
        manual_seed(batch);
        using var discriminator = new Discriminator(shape, spectralNorm: true);
        manual_seed(batch);
        using Discriminator exact = new Discriminator(shape, spectralNorm: true).to(ScalarType.Float64);
        Tensor map = randn(batch, shape.Height, shape.Width, shape.Channels).permute(0, 3, 1, 2);
        return Gradients(exact, map.to(ScalarType.Float64), twice, poison).Zip(Gradients(discriminator, map, twice, poison))
            .Max(pair => DoublePrecision.Error(pair.First, pair.Second));
    }

    private static IList<Tensor> Gradients(Discriminator discriminator, Tensor map, bool twice, long poison)
    {
        Tensor real = map.detach().requires_grad_();
        Tensor penalty = GradientPenalty.R1(discriminator.Score(real, twice), real);
        using PoisonedMemory? filled = poison > 0 ? PoisonedMemory.Fill(poison) : null;
        return autograd.grad([penalty], [.. discriminator.parameters().Where(parameter => parameter.dim() == 4)]);
    }
}
