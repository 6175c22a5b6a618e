using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class AugmentationTests
{
    private static readonly PixelNormalization _asIs = new(new ChannelStatistics([0, 0, 0], [1, 1, 1]), PixelScale.Bytes);

    // 1 2 3
    // 4 5 6
    // 7 8 9
    [TestMethod]
    [DataRow(0, 0, false, "1 2 3 4 5 6 7 8 9")]
    [DataRow(0, 0, true, "3 2 1 6 5 4 9 8 7")]
    [DataRow(-1, 0, false, "2 1 2 5 4 5 8 7 8")]
    [DataRow(1, 0, false, "2 3 2 5 6 5 8 9 8")]
    [DataRow(0, -2, false, "7 8 9 4 5 6 1 2 3")]
    [DataRow(2, 1, false, "6 5 4 9 8 7 6 5 4")]
    [DataRow(1, 0, true, "2 3 2 5 6 5 8 9 8")]
    [DataRow(-2, 0, true, "1 2 3 4 5 6 7 8 9")]
    public void Write_Gray_CutsFromMirroredSurroundings(int right, int down, bool flip, string expected)
    {
        float[] output = new float[9];
        Augmentation.Write([1, 2, 3, 4, 5, 6, 7, 8, 9], new ImageShape(3, 3, 1), new Variation(right, down, flip), _asIs, output);

        Assert.AreEqual(expected, string.Join(" ", output));
    }

    [TestMethod]
    public void Write_NoVariation_IsNormalisationAlone()
    {
        ImageShape shape = new(6, 5);
        byte[] pixels = Pictures.Rgb(6, 5);
        PixelScale scale = new(1 / 255f, 0.5f);
        float[] mean = [0.6f, 0.7f, 0.8f], deviation = [0.2f, 0.3f, 0.4f];
        float[] output = new float[shape.Length];

        Augmentation.Write(pixels, shape, Variation.None, new PixelNormalization(new ChannelStatistics(mean, deviation), scale), output);

        for (int i = 0; i < output.Length; i++)
            Assert.AreEqual((pixels[i] / 255f + 0.5f - mean[i % 3]) / deviation[i % 3], output[i], 1e-5f);
    }

    [TestMethod]
    public void Write_Colour_MovesPixelsWhole()
    {
        float[] output = new float[6];
        Augmentation.Write([1, 2, 3, 4, 5, 6], new ImageShape(2, 1), new Variation(0, 0, true), _asIs, output);

        Assert.AreEqual("4 5 6 1 2 3", string.Join(" ", output));
    }

    [TestMethod]
    public void Draw_ManyImages_UsesEveryShiftAndBothSides()
    {
        HashSet<Variation> drawn =
            [.. Enumerable.Range(0, 5000).Select(i => Variation.Draw(4, true, new RandomStream(1, RandomPurpose.Augmentation, 0, i)))];

        Assert.HasCount(9 * 9 * 2, drawn);
        Assert.IsTrue(drawn.All(variation => Math.Abs(variation.Right) <= 4 && Math.Abs(variation.Down) <= 4));
        Assert.AreEqual(Variation.None, Variation.Draw(0, false, new RandomStream(1, RandomPurpose.Augmentation)));
    }

    [TestMethod]
    public void Padding_NotGiven_IsAnEighthOfTheShorterSide()
    {
        Assert.AreEqual(4, Variation.Padding(new AugmentationOptions(), new ImageShape(64, 32)));
        Assert.AreEqual(7, Variation.Padding(new AugmentationOptions { CropPadding = 7 }, new ImageShape(32, 32)));
        Assert.AreEqual(0, Variation.Padding(AugmentationOptions.None(), new ImageShape(32, 32)));
    }
}
