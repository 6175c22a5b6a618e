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
    [DataRow(32, 7, 0, 32, DisplayName = "a pixel an image: the batch as it is")]
    [DataRow(600, 7, 0, 512, DisplayName = "and no more than 512")]
    [DataRow(33, 3, 1, 10, DisplayName = "49 pixels an image")]
    [DataRow(1, 3, 1, 1, DisplayName = "one image")]
    public void Of_Batch_IsWhatMakesAFewHundredPixels(int batch, int kernel, int padding, int tried)
    {
        using var scope = torch.NewDisposeScope();
        using Conv2d layer = torch.nn.Conv2d(12, 33, kernel, padding: padding);

        Assert.AreEqual(tried, ConvolutionShape.Of(layer, torch.zeros(batch, 12, 7, 7), [padding, padding]).Batch);
    }
}
