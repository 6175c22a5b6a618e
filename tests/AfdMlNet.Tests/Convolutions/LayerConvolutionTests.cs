using AfdMlNet.Convolutions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Convolutions;

/// <summary>Against double precision, which oneDNN does not touch, on memory full of NaN.</summary>
[TestClass]
public sealed class LayerConvolutionTests
{
    private const long Poisoned = 4 << 20;

    // Wrong with AVX2, with AVX-512, in contiguous memory, and nowhere.
    [TestMethod]
    [DataRow(12, 16, 48, 8, 2, 3, 0, 1, 1)]
    [DataRow(16, 17, 65, 3, 3, 1, 1, 1, 1)]
    [DataRow(21, 48, 33, 8, 3, 3, 0, 2, 1)]
    [DataRow(9, 9, 129, 2, 2, 1, 1, 1, 3)]
    [DataRow(18, 64, 66, 4, 1, 2, 0, 1, 2)]
    [DataRow(20, 48, 96, 8, 3, 2, 1, 1, 48)]
    [DataRow(30, 4, 64, 8, 3, 2, 0, 1, 4)]
    [DataRow(19, 1, 12, 9, 2, 1, 0, 1, 1)]
    [DataRow(7, 12, 4, 4, 3, 1, 1, 1, 1)]
    [DataRow(2, 3, 1, 1, 3, 1, 1, 1, 1)]
    [DataRow(3, 1, 1, 1, 1, 1, 0, 1, 1)]
    [DataRow(1, 16, 16, 8, 3, 1, 1, 1, 1)]
    public void Run_OnPoisonedMemory_IsRight(
        int batch, int input, int output, int side, int kernel, int stride, int padding, int dilation, int groups)
    {
        using Conv2d layer = nn.Conv2d(input, output, kernel, stride, padding, dilation, groups: groups);

        AssertRight(layer, batch, side);
    }

    [TestMethod]
    [DataRow(PaddingModes.Reflect)]
    [DataRow(PaddingModes.Replicate)]
    [DataRow(PaddingModes.Circular)]
    public void Run_LayerThatPadsByItsOwnValues_IsRight(PaddingModes mode)
    {
        using Conv2d layer = nn.Conv2d(5, 7, 3, padding: 1, padding_mode: mode);

        AssertRight(layer, batch: 3, side: 6);
    }

    [TestMethod]
    [DataRow(2, 1, 1)]
    [DataRow(3, 2, 2)]
    public void Run_LayerThatKeepsTheSize_IsRight(int kernel, int dilation, int groups)
    {
        using Conv2d layer = nn.Conv2d(6, 12, kernel, Padding.Same, dilation: dilation, groups: groups);

        AssertRight(layer, batch: 3, side: 6);
    }

    [TestMethod]
    public void Run_ForTwoGradients_HasThemRightForEveryBatch()
    {
        using Conv2d layer = nn.Conv2d(12, 6, 3, stride: 2, padding: 1);
        for (int batch = 2; batch <= 33; batch++)
        {
            using var scope = NewDisposeScope();
            using PoisonedMemory poison = PoisonedMemory.Fill(Poisoned);
            Tensor map = randn(batch, 4, 4, 12).permute(0, 3, 1, 2);
            Tensor second = SecondGradient(map.requires_grad_(), layer.weight, x => LayerConvolution.Run(layer, x, twice: true));
            using Tensor exactWeight = layer.weight.detach().to(ScalarType.Float64).requires_grad_();
            using Tensor exactBias = layer.bias!.detach().to(ScalarType.Float64);

            Tensor exact = SecondGradient(
                map.detach().to(ScalarType.Float64).requires_grad_(), exactWeight,
                x => nn.functional.conv2d(x, exactWeight, exactBias, layer.stride, layer.padding));

            AssertClose(exact, second, $"batch of {batch}");
        }
    }

    private static Tensor SecondGradient(Tensor map, Tensor weight, Func<Tensor, Tensor> convolve)
    {
        // Without retain_graph TorchSharp frees the graph that the second one goes back through.
        Tensor gradient = autograd.grad([convolve(map).square().sum()], [map], retain_graph: true, create_graph: true)[0];
        return autograd.grad([gradient.square().sum()], [weight])[0];
    }

    private static void AssertRight(Conv2d layer, int batch, int side)
    {
        using var scope = NewDisposeScope();
        Tensor lastMap = randn(batch, side, side, layer.in_channels).permute(0, 3, 1, 2);
        Tensor exactMap = lastMap.detach().to(ScalarType.Float64).requires_grad_();
        using Conv2d exactLayer = Double(layer);
        Tensor exact = exactLayer.forward(exactMap);
        Tensor direction = randn_like(exact);
        IList<Tensor> exactGradients = autograd.grad([exact], [exactMap, exactLayer.weight], [direction]);
        foreach (Tensor ordered in new[] { lastMap, lastMap.contiguous() })
        {
            Tensor map = ordered.detach().requires_grad_();
            Tensor result;
            using (PoisonedMemory.Fill(Poisoned))
                result = LayerConvolution.Run(layer, map);
            IList<Tensor> gradients;
            using (PoisonedMemory.Fill(Poisoned))
                gradients = autograd.grad([result], [map, layer.weight], [direction.to(ScalarType.Float32)]);

            AssertClose(exact, result, "result");
            AssertClose(exactGradients[0], gradients[0], "gradient of the map");
            AssertClose(exactGradients[1], gradients[1], "gradient of the weight");
        }
    }

    private static Conv2d Double(Conv2d layer)
    {
        Conv2d exact = layer.padding is { } padding
            ? nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size[0], layer.stride[0], padding[0], layer.dilation[0],
                layer.padding_mode, layer.groups, dtype: ScalarType.Float64)
            : nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size[0], Padding.Same, dilation: layer.dilation[0],
                groups: layer.groups, dtype: ScalarType.Float64);
        using var _ = no_grad();
        exact.weight.copy_(layer.weight);
        exact.bias!.copy_(layer.bias!);
        return exact;
    }

    private static void AssertClose(Tensor exact, Tensor computed, string what)
    {
        double error = (exact - computed.to(ScalarType.Float64)).abs().max().item<double>();
        // NaN is no smaller than anything.
        Assert.IsTrue(error <= 1e-4 * exact.abs().max().item<double>(), $"{what}: off by {error}");
    }
}
