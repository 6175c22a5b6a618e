using AfdMlNet.Convolutions;
using TorchSharp;
using TorchSharp.Modules;

namespace AfdMlNet.Tests.Convolutions;

[TestClass]
public sealed class ConvolutionTrialTests
{
    private static ConvolutionShape Shape { get; } = new(2, 16, 16, (8, 8), (3, 3), (1, 1), (1, 1), (1, 1), 1, 1);

    [TestMethod]
    public void LargestError_OfAConvolutionThatIsRight_IsOfSinglePrecision() =>
        Assert.IsLessThan(1e-4, ConvolutionTrial.LargestError(Shape, ChannelsLast.Of));

    [TestMethod]
    public void LargestError_MapIsAnotherOne_IsLarge() =>
        Assert.IsGreaterThan(0.1, ConvolutionTrial.LargestError(Shape, map => ChannelsLast.Of(map.flip(3))));

    [TestMethod]
    public void LargestError_MapHoldsNaN_IsInfinite() =>
        Assert.AreEqual(double.PositiveInfinity, ConvolutionTrial.LargestError(Shape, map => map.log()));

    [TestMethod]
    public void IsSound_PixelsAreLeftOut_IsNotTried()
    {
        ConvolutionShape picked = Shape with { Kernel = (1, 1), Padding = (0, 0), Stride = (2, 2), Groups = 2 };

        Assert.IsFalse(ConvolutionTrial.IsSound(picked));

        Assert.IsFalse(ConvolutionTrial.Verdicts.ContainsKey(picked));
    }

    [TestMethod]
    [DataRow(1, 5)]
    [DataRow(5, 1)]
    public void IsSound_OneChannel_IsNotLeftToATrial(int input, int output)
    {
        ConvolutionShape one = Shape with { Input = input, Output = output };

        Assert.IsFalse(ConvolutionTrial.IsSound(one));

        Assert.IsFalse(ConvolutionTrial.Verdicts.ContainsKey(one));
    }

    [TestMethod]
    public void IsSound_DilatedInGroups_IsNotLeftToATrial()
    {
        Assert.IsFalse(ConvolutionTrial.IsSound(Shape with { Dilation = (2, 2), Groups = 16 }));
        Assert.IsFalse(ConvolutionTrial.Verdicts.ContainsKey(Shape with { Dilation = (2, 2), Groups = 16 }));
        Assert.AreEqual(
            ConvolutionTrial.IsSound(Shape with { Dilation = (2, 2) }), ConvolutionTrial.Verdicts[Shape with { Dilation = (2, 2) }]);
    }

    [TestMethod]
    public void IsSound_ASecondTime_IsWhatItWas()
    {
        bool first = ConvolutionTrial.IsSound(Shape);

        Assert.AreEqual(first, ConvolutionTrial.IsSound(Shape));
        Assert.AreEqual(first, ConvolutionTrial.Verdicts[Shape]);
    }

    [TestMethod]
    public void Text_SomeWrong_NamesThem()
    {
        Assert.AreEqual("", ConvolutionTrial.Text(0, []));
        Assert.AreEqual("7 shapes of convolutions tried, all right in oneDNN", ConvolutionTrial.Text(7, []));
        Assert.EndsWith("2 wrong in oneDNN and run as matrix products: a; b", ConvolutionTrial.Text(7, ["a", "b"]));
    }

    [TestMethod]
    public void Summary_AfterATrial_CountsIt()
    {
        ConvolutionTrial.IsSound(Shape);

        Assert.StartsWith($"{ConvolutionTrial.Verdicts.Count} shapes", ConvolutionTrial.Summary);
    }

    [TestMethod]
    public void LargestError_LastImagesOfABatchAreOthers_IsLarge() => Assert.IsGreaterThan(
        0.1,
        ConvolutionTrial.LargestError(
            Shape with { Batch = 40 }, map => ChannelsLast.Of(torch.cat([map.narrow(0, 0, 38), map.narrow(0, 0, 2).flip(3)]))));

    // With AVX2 and one thread oneDNN has it wrong from 16 images on, and right for fewer.
    [TestMethod]
    [DataRow(5)]
    [DataRow(17)]
    public void Run_GroupsOfManyOutputs_IsRightForAnyBatch(int batch)
    {
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            using var scope = torch.NewDisposeScope();
            using Conv2d layer = torch.nn.Conv2d(6, 160, 1, groups: 2, bias: false);
            torch.Tensor map = torch.randn(batch, 6, 9, 10);

            torch.Tensor computed = LayerConvolution.Run(layer, map);

            ConvolutionShape shape = ConvolutionShape.Of(layer, map, [0, 0]);
            torch.Tensor exact = ConvolutionProduct.Of(
                shape, layer.weight.to(torch.ScalarType.Float64), null, map.to(torch.ScalarType.Float64));
            Assert.AreEqual(batch, shape.Batch);
            Assert.IsLessThan(1e-4, DoublePrecision.Error(exact, computed));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }
}
