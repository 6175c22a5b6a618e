using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using SkiaSharp;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class JpegEndTests
{
    private const int Width = 40;
    private const int Height = 30;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Decode_EndMarkerCutOff_GivesTheWholePicture(int bytes)
    {
        byte[] jpeg = Jpeg();

        CollectionAssert.AreEqual(Decode(jpeg), Decode(jpeg[..^bytes]));
    }

    [TestMethod]
    public void Decode_PixelsCutOff_IsRefused()
    {
        byte[] jpeg = Jpeg();
        for (int lost = 8; lost < jpeg.Length / 2; lost += 5)
        {
            byte[] cut = jpeg[..^lost];
            Assert.ThrowsExactly<InvalidDataException>(() => Decode(cut), $"{lost} bytes are missing.");
        }
    }

    [TestMethod]
    [DataRow("jpeg-without-eoi.jpg")]
    [DataRow("progressive-without-eoi.jpg")]
    public void Decode_FilesAsTheyWereFound_AreRead(string name)
    {
        byte[] found = File.ReadAllBytes(SharedData.Finding(name));
        byte[] mended = [.. found, 0xFF, 0xD9];

        CollectionAssert.AreEqual(Decode(mended), Decode(found));
    }

    private static byte[] Jpeg() => Pictures.Encode(Pictures.Rgb(Width, Height), Width, Height, SKEncodedImageFormat.Jpeg, 90);

    private static byte[] Decode(byte[] jpeg)
    {
        byte[] pixels = new byte[Width * Height * 3];
        ImageDecoder.Decode(jpeg, Width, Height, ImageFit.Stretch, pixels);
        return pixels;
    }
}
