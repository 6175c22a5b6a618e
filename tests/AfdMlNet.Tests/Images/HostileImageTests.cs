using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using SkiaSharp;

namespace AfdMlNet.Tests.Images;

/// <summary>Bytes from anywhere: either pixels or an <see cref="InvalidDataException"/>, never anything else.</summary>
[TestClass]
public sealed class HostileImageTests
{
    public static IEnumerable<object[]> Files =>
    [
        ["png", Pictures.Png(40, 30)],
        ["jpeg", Pictures.Encode(Pictures.Rgb(40, 30), 40, 30, SKEncodedImageFormat.Jpeg, 90)],
        ["webp", Pictures.Encode(Pictures.Rgb(40, 30), 40, 30, SKEncodedImageFormat.Webp, 90)],
        ["gif", OtherBytes.Gif()],
        ["bmp", OtherBytes.Bmp(Pictures.Rgb(40, 30), 40, 30)],
    ];

    [TestMethod]
    public void Decode_Empty_SaysSo() =>
        Assert.AreEqual("The image is empty (0 bytes).", Assert.ThrowsExactly<InvalidDataException>(() => Decode([])).Message);

    [TestMethod]
    public void Decode_NoImage_ShowsHowItStarts() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Decode("Hello, world"u8)).Message, "start with 48656C6C6F2C2077");

    [TestMethod]
    [DataRow(16_385, 1)]
    [DataRow(12_000, 12_000)]
    [DataRow(int.MaxValue, int.MaxValue)]
    public void Decode_HugeDimensions_AreRefusedBeforeAllocation(int width, int height)
    {
        byte[] png = PngBytes.Make(width, height, 8, PngBytes.Gray, [0]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<InvalidDataException>(() => Decode(png));
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("ico")]
    [DataRow("wbmp")]
    [DataRow("tiff")]
    public void Decode_OtherFormatOfTheNativeLibrary_IsNotShownToIt(string format)
    {
        byte[] png = Pictures.Png(16, 16);
        byte[] file = format switch
        {
            "ico" => [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(png.Length), 22, 0, 0, 0, .. png],
            "wbmp" => [0, 0, 16, 16, .. new byte[32]],
            _ => [.. "II*\0"u8, 8, 0, 0, 0, .. new byte[64]],
        };

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Decode(file)).Message, "not the beginning of a PNG");
    }

    [TestMethod]
    public void Read_FileLargerThanAnyImage_IsRefusedBeforeItIsRead()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.OpenWrite(path))
                file.SetLength(EncodedImage.MaximumBytes + 1L);
            StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => EncodedFile.Read(path)).Message, "at most 536870912");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Decode_CutOff_IsAnErrorNeverGrayPixels(string format, byte[] whole)
    {
        byte[] expected = Decode(whole)!;
        for (int length = 0; length < whole.Length; length += Math.Max(whole.Length / 97, 1))
        {
            byte[]? pixels = DecodeOrNull(whole.AsSpan(0, length));
            // What is missing may be a trailer without pixels.
            if (pixels is not null)
                CollectionAssert.AreEqual(expected, pixels, $"{format} cut to {length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Decode_RandomMutations_ThrowOnlyTheDefinedException(string format, byte[] whole)
    {
        Random random = new(5);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] mutated = [.. whole];
            for (int change = random.Next(1, 8); change > 0; change--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            refused += DecodeOrNull(mutated) is null ? 1 : 0;
        }

        Assert.IsGreaterThan(0, refused, format);
    }

    [TestMethod]
    public void Decode_OnManyThreads_GivesTheSame()
    {
        byte[] jpeg = Pictures.Encode(Pictures.Rgb(90, 70), 90, 70, SKEncodedImageFormat.Jpeg);
        byte[] expected = Decode(jpeg)!;

        Parallel.For(0, 200, _ => CollectionAssert.AreEqual(expected, Decode(jpeg)));
    }

    private static byte[]? DecodeOrNull(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return Decode(encoded);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Decode(ReadOnlySpan<byte> encoded)
    {
        byte[] rgb = new byte[16 * 16 * 3];
        ImageDecoder.Decode(encoded, 16, 16, ImageFit.Crop, rgb);
        return rgb;
    }
}
