using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ResizedCropTests
{
    private static readonly PixelNormalization _asIs = new(new ChannelStatistics([0, 0, 0], [1, 1, 1]), PixelScale.Bytes);

    [TestMethod]
    public void Write_AllOfTheImage_IsTheImage()
    {
        ImageShape shape = new(6, 5);
        byte[] pixels = Pictures.Rgb(6, 5);

        CollectionAssert.AreEqual(Array.ConvertAll(pixels, pixel => (float)pixel), Written(pixels, shape, new CropBox(0, 0, 6, 5)));
    }

    // 10 20 30 40
    // 50 60 70 80, of which the middle four are brought to 4x2 in their width.
    [TestMethod]
    [DataRow(false, "20 22.5 27.5 30 60 62.5 67.5 70")]
    [DataRow(true, "30 27.5 22.5 20 70 67.5 62.5 60")]
    public void Write_APart_IsStretchedBetweenItsOwnPixels(bool flip, string expected) =>
        Assert.AreEqual(
            expected, string.Join(" ", Written([10, 20, 30, 40, 50, 60, 70, 80], new ImageShape(4, 2, 1), new CropBox(1, 0, 2, 2), flip)));

    [TestMethod]
    public void Draw_ManyImages_StaysWithinTheImageAndItsLimits()
    {
        ImageShape shape = new(112, 96);
        CropBox[] boxes = [.. Enumerable.Range(0, 3000).Select(i =>
        {
            var random = new RandomStream(1, RandomPurpose.Augmentation, 1, i);
            return CropBox.Draw(0.35, shape, ref random);
        })];

        Assert.IsTrue(boxes.All(box => box is { Left: >= 0, Top: >= 0 } && box.Left + box.Width <= 112 && box.Top + box.Height <= 96));
        double[] areas = [.. boxes.Select(box => box.Width * box.Height / (112.0 * 96))];
        Assert.AreEqual(0.35, areas.Min(), 0.02);
        Assert.AreEqual(1, areas.Max(), 0.02);
        Assert.IsGreaterThan(2000, boxes.Distinct().Count());
    }

    private static float[] Written(byte[] pixels, ImageShape shape, CropBox box, bool flip = false)
    {
        float[] output = new float[shape.Length];
        Augmentation.Write(pixels, shape, new Variation(0, 0, flip) { Box = box }, _asIs, output);
        return output;
    }
}
