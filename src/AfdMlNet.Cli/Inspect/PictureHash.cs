using System.Numerics;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Inspect;

/// <summary>
/// What a picture looks like in 256 bits, an average hash: 16 x 16 shades of gray, each above their median or not. Copies of another size,
/// quality or format differ in few bits. (Above the mean there are often few shades or most, which then look like those of others.)
/// </summary>
internal sealed class PictureHash
{
    /// <summary>Pictures that differ in no more bits look the same.</summary>
    public const int MostDifferent = 8;

    private const int Side = 16, WordBits = 64;

    // Of a picture in one shade nothing but noise is left.
    private const double LeastDeviation = 4;

    private readonly ulong[] _words = new ulong[Side * Side / WordBits];

    private PictureHash(double[] shades)
    {
        double median = shades.Order().ElementAt(shades.Length / 2);
        for (int i = 0; i < shades.Length; i++)
        {
            if (shades[i] > median)
                _words[i / WordBits] |= 1UL << (i % WordBits);
        }
    }

    /// <summary>The hash of an encoded picture; null where it has hardly more than one shade.</summary>
    /// <exception cref="InvalidDataException">It cannot be decoded.</exception>
    public static PictureHash? Of(ReadOnlySpan<byte> encoded)
    {
        byte[] rgb = new byte[Side * Side * 3];
        ImageDecoder.Decode(encoded, Side, Side, ImageFit.Stretch, rgb);
        double[] shades = [.. rgb.Chunk(3).Select(pixel => 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2])];
        double mean = shades.Average();
        return Math.Sqrt(shades.Average(shade => (shade - mean) * (shade - mean))) < LeastDeviation ? null : new(shades);
    }

    public bool IsLike(PictureHash other)
    {
        int different = 0;
        for (int i = 0; i < _words.Length && different <= MostDifferent; i++)
            different += BitOperations.PopCount(_words[i] ^ other._words[i]);
        return different <= MostDifferent;
    }
}
