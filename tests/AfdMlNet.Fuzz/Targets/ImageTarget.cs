using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using SkiaSharp;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Encoded images, decoded to a small size.</summary>
internal sealed class ImageTarget : FuzzTarget
{
    private const int Side = 24;
    private readonly byte[] _rgb = new byte[Side * Side * 3];

    public override string Name => "image";

    // Three bytes for each pixel that may be claimed, and a line of floats for each row.
    public override long AllocationBound(int length) => 3 * EncodedImage.MaximumPixels + (32L << 20) + length;

    public override void Read(byte[] input) => ImageDecoder.Decode(input, Side, Side, ImageFit.Crop, _rgb);

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    // The picture, and what the decoder keeps of it.
    public override long NativeBound(byte[] input) => 2 * sizeof(int) * Pixels(input);

    // A small file may claim many pixels, up to EncodedImage's limit: 20 of them are decoded and shrunk in a microsecond.
    public override TimeSpan TimeBound(byte[] input) => TimeSpan.FromMicroseconds(Pixels(input) / 20.0);

    protected override byte[] Mutate(byte[] sound, Random random)
    {
        if (random.Next(3) == 0)
            return ByteMutator.Mutate(sound, Other(random), random);
        if (PngChunk.IsPng(sound))
            return PngMutator.Mutate(sound, random);
        return JpegSegment.IsJpeg(sound) ? JpegMutator.Mutate(sound, random) : ByteMutator.Mutate(sound, Other(random), random);
    }

    /// <summary>What the header claims; 0 where the reader refuses it.</summary>
    private static long Pixels(byte[] input)
    {
        try
        {
            using var image = EncodedImage.Open(input);
            return (long)image.StoredWidth * image.StoredHeight;
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    protected override IReadOnlyList<byte[]> MakeCorpus()
    {
        byte[] rgb = Pictures.Rgb(40, 30);
        byte[] jpeg = Pictures.Encode(rgb, 40, 30, SKEncodedImageFormat.Jpeg, 90);
        return
        [
            Pictures.Png(40, 30),
            PngBytes.Make(9, 7, 8, PngBytes.Gray, new byte[63]),
            PngBytes.Make(8, 4, 1, PngBytes.Palette, [1, 2, 3, 4], [0, 0, 0, 255, 255, 255]),
            PngBytes.Make(5, 5, 16, PngBytes.Rgb, new byte[150]),
            jpeg,
            JpegBytes.WithOrientation(jpeg, 6),
            JpegBytes.Block([10, 20, 30, 40]),
            JpegBytes.Block([100], progressive: true),
            Pictures.Encode(rgb, 40, 30, SKEncodedImageFormat.Webp, 80),
            Pictures.Encode(rgb, 40, 30, SKEncodedImageFormat.Webp, 100),
            OtherBytes.Gif(),
            OtherBytes.Bmp(rgb, 40, 30),
        ];
    }
}
