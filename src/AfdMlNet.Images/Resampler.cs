using System.Numerics;
using System.Runtime.InteropServices;

namespace AfdMlNet.Images;

/// <summary>Resizes interleaved RGB, first along the rows, then along the columns.</summary>
internal static class Resampler
{
    private const int Channels = 3;

    /// <summary>Resizes a part of an image.</summary>
    /// <param name="source">RGB, row by row.</param>
    /// <param name="sourceWidth">Width of the source in pixels.</param>
    /// <param name="sourceHeight">Height of the source in pixels.</param>
    /// <param name="box">The part that fills the target.</param>
    /// <param name="target">Takes width x height x 3 bytes.</param>
    /// <param name="width">Width of the target in pixels.</param>
    /// <param name="height">Height of the target in pixels.</param>
    public static void Resize(
        ReadOnlySpan<byte> source, int sourceWidth, int sourceHeight, SourceBox box, Span<byte> target, int width, int height)
    {
        AxisWeights across = new(sourceWidth, box.Left, box.Width, width);
        AxisWeights down = new(sourceHeight, box.Top, box.Height, height);
        int stride = width * Channels;
        float[] narrowed = new float[(down.End - down.First) * stride];
        for (int y = down.First; y < down.End; y++)
            Narrow(source.Slice(y * sourceWidth * Channels, sourceWidth * Channels), across,
                narrowed.AsSpan((y - down.First) * stride, stride));

        float[] sums = new float[stride];
        for (int y = 0; y < height; y++)
        {
            (int first, float[] weights) = down[y];
            Array.Clear(sums);
            for (int k = 0; k < weights.Length; k++)
                Accumulate(narrowed.AsSpan((first + k - down.First) * stride, stride), weights[k], sums);
            for (int i = 0; i < stride; i++)
                target[y * stride + i] = (byte)Math.Clamp(sums[i] + 0.5f, 0, 255);
        }
    }

    private static void Narrow(ReadOnlySpan<byte> row, AxisWeights across, Span<float> narrowed)
    {
        for (int x = 0; x < narrowed.Length / Channels; x++)
        {
            (int first, float[] weights) = across[x];
            ReadOnlySpan<byte> pixels = row.Slice(first * Channels, weights.Length * Channels);
            float red = 0, green = 0, blue = 0;
            for (int k = 0, at = 0; k < weights.Length; k++, at += Channels)
            {
                red += weights[k] * pixels[at];
                green += weights[k] * pixels[at + 1];
                blue += weights[k] * pixels[at + 2];
            }

            (narrowed[x * Channels], narrowed[x * Channels + 1], narrowed[x * Channels + 2]) = (red, green, blue);
        }
    }

    // Lanes never mix and there is no fused multiply: every machine gives the same bytes.
    private static void Accumulate(ReadOnlySpan<float> row, float weight, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int i = 0; i < wide.Length; i++)
            wide[i] += rows[i] * weight;
        for (int i = wide.Length * Vector<float>.Count; i < sums.Length; i++)
            sums[i] += row[i] * weight;
    }
}
