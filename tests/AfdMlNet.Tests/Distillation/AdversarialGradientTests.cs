using AfdMlNet.Distillation;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>
/// Gradients through discriminator and transfer layer against double precision, which oneDNN does not touch: libtorch 2.10's convolutions
/// are wrong for some shapes and memory formats, and these are the shapes and the format that training uses.
/// </summary>
[TestClass]
public sealed class AdversarialGradientTests
{
    [TestMethod]
    [DataRow(64, 8, 64)]
    [DataRow(128, 8, 64)]
    [DataRow(64, 4, 128)]
    [DataRow(640, 4, 64)]
    [DataRow(512, 2, 512)]
    [DataRow(256, 2, 512)]
    [DataRow(512, 7, 512)]
    [DataRow(16, 3, 8)]
    [DataRow(8, 2, 4)]
    public void GeneratorGradient_InterleavedMaps_EqualsThatOfDoublePrecision(int channels, int side, int common)
    {
        using var scope = NewDisposeScope();
        using var transfer = new TransferLayer(new(channels, side, side), new(common, side, side));
        using var discriminator = new Discriminator(new(common, side, side));
        Tensor map = randn(4, side, side, channels).permute(0, 3, 1, 2).requires_grad_();
        IList<Tensor> Gradients(Tensor input) => autograd.grad(
            [Generator(discriminator.Score(transfer.forward(input)))],
            [input, .. transfer.parameters(), .. discriminator.parameters()]);

        IList<Tensor> gradients = Gradients(map);
        transfer.to(ScalarType.Float64);
        discriminator.to(ScalarType.Float64);
        IList<Tensor> exact = Gradients(map.detach().to(ScalarType.Float64).requires_grad_());

        for (int i = 0; i < exact.Count; i++)
        {
            double largest = exact[i].abs().max().ToDouble();
            double difference = (exact[i] - gradients[i].to(ScalarType.Float64)).abs().max().ToDouble();
            Assert.IsLessThan(1e-3, difference / largest, $"gradient {i}");
        }
    }

    private static Tensor Generator(Tensor fake) => new LeastSquaresLoss().Generator(fake, fake);
}
