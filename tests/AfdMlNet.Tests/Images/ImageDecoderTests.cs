using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using SkiaSharp;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ImageDecoderTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(5, 3)]
    [DataRow(33, 17)]
    public void Decode_PngOfTheSize_IsExact(int width, int height)
    {
        byte[] rgb = Pictures.Rgb(width, height);

        CollectionAssert.AreEqual(rgb, Decode(Pictures.Png(rgb, width, height), width, height));
        CollectionAssert.AreEqual(rgb, Decode(OtherBytes.Bmp(rgb, width, height), width, height));
        Assert.AreEqual((width, height), ImageDecoder.ReadSize(Pictures.Png(rgb, width, height)));
    }

    [TestMethod]
    public void Decode_GrayPalette16BitPng_GivesRgb()
    {
        CollectionAssert.AreEqual(Pixels(0, 0, 0, 90, 90, 90), Decode(PngBytes.Make(2, 1, 8, PngBytes.Gray, [0, 90]), 2, 1));
        CollectionAssert.AreEqual(
            Pixels(7, 8, 9, 1, 2, 3), Decode(PngBytes.Make(2, 1, 8, PngBytes.Palette, [1, 0], [1, 2, 3, 7, 8, 9]), 2, 1));
        CollectionAssert.AreEqual(
            Pixels(0x12, 0x56, 0x9A), Decode(PngBytes.Make(1, 1, 16, PngBytes.Rgb, [0x12, 0x12, 0x56, 0x56, 0x9A, 0x9A]), 1, 1));
    }

    [TestMethod]
    public void Decode_TransparentPng_IsPutOnWhite()
    {
        byte[] png = Pictures.EncodeRgba([10, 20, 30, 0, 10, 20, 30, 255, 0, 100, 200, 51], 3, 1, SKEncodedImageFormat.Png);

        CollectionAssert.AreEqual(Pixels(255, 255, 255, 10, 20, 30, 204, 224, 244), Decode(png, 3, 1));
    }

    [TestMethod]
    public void Decode_Gif_GivesFirstFrame() =>
        CollectionAssert.AreEqual(Pixels(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255), Decode(OtherBytes.Gif(), 2, 2));

    [TestMethod]
    public void Decode_WebP_IsClose() =>
        AssertClose(Pictures.Solid(9, 7, 20, 120, 220),
            Decode(Pictures.Encode(Pictures.Solid(9, 7, 20, 120, 220), 9, 7, SKEncodedImageFormat.Webp), 9, 7), 4);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Decode_GrayAndCmykJpeg_GivesRgb(bool progressive)
    {
        AssertClose(Pictures.Solid(8, 8, 77, 77, 77), Decode(JpegBytes.Block([77], progressive), 8, 8), 1);
        AssertClose(Pictures.Solid(8, 8, 200, 100, 50), Decode(JpegBytes.Block([200, 100, 50, 255], progressive), 8, 8), 1);
        AssertClose(Pictures.Solid(8, 8, 100, 50, 25), Decode(JpegBytes.Block([200, 100, 50, 128], progressive), 8, 8), 1);
    }

    // Stored: red, green / blue, white in blocks of 16x16. Expected: the corners as they are looked at, row by row.
    [TestMethod]
    [DataRow(1, "RGBW")]
    [DataRow(2, "GRWB")]
    [DataRow(3, "WBGR")]
    [DataRow(4, "BWRG")]
    [DataRow(5, "RBGW")]
    [DataRow(6, "BRWG")]
    [DataRow(7, "WGBR")]
    [DataRow(8, "GWRB")]
    public void Decode_ExifOrientation_IsApplied(int orientation, string corners)
    {
        byte[] stored = Decode(OtherBytes.Gif(), 2, 2);
        byte[] rgb = new byte[64 * 32 * 3];
        for (int i = 0; i < 64 * 32; i++)
            stored.AsSpan((i / 64 / 16 * 2 + i % 64 / 32) * 3, 3).CopyTo(rgb.AsSpan(i * 3));
        byte[] jpeg = JpegBytes.WithOrientation(Pictures.Encode(rgb, 64, 32, SKEncodedImageFormat.Jpeg), (byte)orientation);

        byte[] decoded = Decode(jpeg, 2, 2, ImageFit.Stretch);

        Assert.AreEqual(orientation >= 5 ? (32, 64) : (64, 32), ImageDecoder.ReadSize(jpeg));
        Assert.AreEqual(corners, string.Concat(decoded.Chunk(3).Select(Name)));
    }

    [TestMethod]
    public void Decode_OtherRatio_CropCutsEvenlyStretchKeepsAll()
    {
        // Four columns: black, white, white, black.
        byte[] png = PngBytes.Make(4, 2, 8, PngBytes.Gray, [0, 255, 255, 0, 0, 255, 255, 0]);

        CollectionAssert.AreEqual(Pictures.Solid(2, 2, 255, 255, 255), Decode(png, 2, 2));
        CollectionAssert.AreEqual(
            Pictures.Solid(1, 1, 128, 128, 128), Decode(PngBytes.Make(2, 1, 8, PngBytes.Gray, [0, 255]), 1, 1, ImageFit.Stretch));
    }

    [TestMethod]
    public void Decode_LargeReduction_DoesNotAlias()
    {
        // Stripes of one pixel, which any sampling of single pixels turns into black, white or beats.
        byte[] stripes = [.. Enumerable.Range(0, 500 * 500).SelectMany(i => Enumerable.Repeat((byte)(i % 2 * 255), 3))];

        byte[] small = Decode(Pictures.Png(stripes, 500, 500), 32, 32);

        AssertClose(Pictures.Solid(32, 32, 128, 128, 128), small, 3);
    }

    [TestMethod]
    public void Decode_JpegManyTimesLarger_IsCloseToFullDecode()
    {
        byte[] rgb = [.. Enumerable.Range(0, 400 * 300).SelectMany(i => (byte[])[(byte)(i % 400 / 2), (byte)(i / 400 / 2), 90])];

        AssertClose(
            Decode(Pictures.Png(rgb, 400, 300), 20, 15), Decode(Pictures.Encode(rgb, 400, 300, SKEncodedImageFormat.Jpeg), 20, 15), 3);
    }

    [TestMethod]
    public void Decode_Enlarged_KeepsRange()
    {
        byte[] large = Decode(Pictures.Png(Pictures.Solid(1, 1, 9, 99, 199), 1, 1), 7, 5);

        CollectionAssert.AreEqual(Pictures.Solid(7, 5, 9, 99, 199), large);
    }

    private static byte[] Decode(byte[] encoded, int width, int height, ImageFit fit = ImageFit.Crop)
    {
        byte[] rgb = new byte[width * height * 3];
        ImageDecoder.Decode(encoded, width, height, fit, rgb);
        return rgb;
    }

    private static byte[] Pixels(params byte[] rgb) => rgb;

    private static char Name(byte[] pixel) => (pixel[0] > 128, pixel[1] > 128, pixel[2] > 128) switch
    {
        (true, false, false) => 'R',
        (false, true, false) => 'G',
        (false, false, true) => 'B',
        (true, true, true) => 'W',
        _ => '?',
    };

    private static void AssertClose(byte[] expected, byte[] actual, int tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.IsLessThanOrEqualTo(tolerance, Math.Abs(expected[i] - actual[i]), $"value {i}: {actual[i]} instead of {expected[i]}");
    }
}
