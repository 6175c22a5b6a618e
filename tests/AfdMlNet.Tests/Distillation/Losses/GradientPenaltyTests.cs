using AfdMlNet.Convolutions;
using AfdMlNet.Distillation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>The double backward of R1, where the batch stands where a convolution's channels do.</summary>
[TestClass]
public sealed class GradientPenaltyTests
{
    private static readonly FeatureShape _shape = new(12, 4, 4);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void R1_EveryBatchOnPoisonedMemory_IsThatOfDoublePrecision(bool spectralNorm)
    {
        for (int batch = 2; batch <= 33; batch++)
        {
            using var scope = NewDisposeScope();
            manual_seed(batch);
            using var discriminator = new Discriminator(_shape, spectralNorm);
            manual_seed(batch);
            using Discriminator exactDiscriminator = new Discriminator(_shape, spectralNorm).to(ScalarType.Float64);
            Tensor map = randn(batch, _shape.Height, _shape.Width, _shape.Channels).permute(0, 3, 1, 2);

            Tensor[] exact = ValueAndGradients(exactDiscriminator, map.to(ScalarType.Float64));
            Tensor[] computed = ValueAndGradients(discriminator, map);

            foreach ((Tensor right, Tensor ours) in exact.Zip(computed))
            {
                double error = (right - ours.to(ScalarType.Float64)).abs().max().item<double>();
                Assert.IsTrue(error <= 1e-3 * right.abs().max().item<double>(), $"batch of {batch}: off by {error}");
            }
        }
    }

    private static Tensor[] ValueAndGradients(Discriminator discriminator, Tensor map)
    {
        Tensor real = map.detach().requires_grad_();
        using PoisonedMemory first = PoisonedMemory.Fill(4 << 20);
        Tensor penalty = GradientPenalty.R1(discriminator.Score(real, twice: true), real);
        using PoisonedMemory second = PoisonedMemory.Fill(4 << 20);
        Parameter[] convolutions = [.. discriminator.parameters().Where(parameter => parameter.dim() == 4)];
        return [penalty, .. autograd.grad([penalty], convolutions)];
    }
}
