using System.IO.Compression;
using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class PngChunksTests
{
    private static readonly byte[] _samples = [10, 20, 30, 40];

    [TestMethod]
    [DataRow("zTXt")]
    [DataRow("iTXt")]
    [DataRow("tEXt")]
    [DataRow("iCCP")]
    [DataRow("zzZz")]
    public void CopyPixelChunks_OtherChunks_AreLeftOut(string type)
    {
        byte[] plain = PngBytes.Make(2, 2, 8, PngBytes.Gray, _samples);
        byte[] heavy = PngBytes.Make(2, 2, 8, PngBytes.Gray, _samples, null, (type, new byte[100_000]), (type, Text()));

        CollectionAssert.AreEqual(plain, Copy(heavy));
    }

    [TestMethod]
    public void CopyPixelChunks_CutOff_KeepsWhatIsThere()
    {
        byte[] png = PngBytes.Make(2, 2, 8, PngBytes.Gray, _samples);

        for (int length = 8; length < png.Length; length++)
            CollectionAssert.AreEqual(png[..length], Copy(png[..length]));
    }

    [TestMethod]
    public void CopyPixelChunks_LengthBeyondTheFile_DoesNotLeaveIt()
    {
        byte[] png = PngBytes.Make(2, 2, 8, PngBytes.Gray, _samples);
        (png[8], png[9]) = (0xFF, 0xFF);

        CollectionAssert.AreEqual(png, Copy(png));
    }

    [TestMethod]
    public void Decode_TextThatInflatesToGigabytes_IsNeverInflated()
    {
        // 60 chunks of 8 MB: with them the native library held half a gigabyte.
        byte[] png = PngBytes.Make(2, 2, 8, PngBytes.Gray, _samples, null, [.. Enumerable.Repeat(("zTXt", Text()), 60)]);
        byte[] pixels = new byte[12];
        long before = Environment.WorkingSet;
        EncodedImage[] open = [.. Enumerable.Range(0, 4).Select(_ => EncodedImage.Open(png))];
        long grown = Environment.WorkingSet - before;
        ImageDecoder.Decode(png, 2, 2, ImageFit.Stretch, pixels);
        foreach (EncodedImage image in open)
            image.Dispose();

        CollectionAssert.AreEqual((byte[])[10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40], pixels);
        Assert.IsLessThan(200L << 20, grown);
    }

    [TestMethod]
    [DataRow("II", 6)]
    [DataRow("MM", 8)]
    [DataRow("MM", 3)]
    public void Open_ExifOrientation_TurnsThePicture(string order, int orientation)
    {
        byte[] png = PngBytes.Make(4, 1, 8, PngBytes.Gray, _samples, null, ("eXIf", Exif(order, (byte)orientation)));
        using EncodedImage image = EncodedImage.Open(png);

        Assert.AreEqual(orientation >= 5 ? (1, 4) : (4, 1), image.Size);
        byte[] pixels = new byte[12];
        ImageDecoder.Decode(png, image.Size.Width, image.Size.Height, ImageFit.Stretch, pixels);
        Assert.AreEqual(orientation is 3 or 8 ? 40 : 10, pixels[0]);
    }

    [TestMethod]
    [DataRow(new byte[0])]
    [DataRow(new byte[] { (byte)'I', (byte)'I', 42, 0, 255, 255, 255, 255 })]
    [DataRow(new byte[] { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 255, 255 })]
    public void Open_ExifThatIsDamaged_LeavesThePictureAsItIs(byte[] exif)
    {
        using EncodedImage image = EncodedImage.Open(PngBytes.Make(4, 1, 8, PngBytes.Gray, _samples, null, ("eXIf", exif)));

        Assert.AreEqual((4, 1), image.Size);
    }

    private static byte[] Copy(byte[] png)
    {
        byte[] target = new byte[png.Length];
        return target[..PngChunks.CopyPixelChunks(png, target)];
    }

    private static byte[] Text()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            zlib.Write(new byte[7_900_000]);
        return [(byte)'x', 0, 0, .. packed.ToArray()];
    }

    private static byte[] Exif(string order, byte orientation) => order == "II"
        ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
        : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
}
