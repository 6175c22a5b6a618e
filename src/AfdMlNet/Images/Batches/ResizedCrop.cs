namespace AfdMlNet.Images;

/// <summary>A part of an image brought to the input's size (bilinear), flipped and normalised in one pass.</summary>
internal static class ResizedCrop
{
    /// <summary>Writes it.</summary>
    /// <param name="pixels">Height x width x channels.</param>
    /// <param name="shape">Their shape, and that of the output.</param>
    /// <param name="box">The part, within the image.</param>
    /// <param name="flip">Whether it is then mirrored left to right.</param>
    /// <param name="normalization">What the bytes become.</param>
    /// <param name="output">Takes height x width x channels.</param>
    public static void Write(
        ReadOnlySpan<byte> pixels, ImageShape shape, CropBox box, bool flip, PixelNormalization normalization, Span<float> output)
    {
        int stride = shape.Width * shape.Channels;
        Sample[] columns = Samples(box.Left, box.Width, shape.Width);
        Sample[] rows = Samples(box.Top, box.Height, shape.Height);
        if (flip)
            Array.Reverse(columns);
        for (int y = 0; y < shape.Height; y++)
        {
            Sample row = rows[y];
            ReadOnlySpan<byte> upper = pixels.Slice(row.First * stride, stride), lower = pixels.Slice(row.Second * stride, stride);
            for (int channel = 0; channel < shape.Channels; channel++)
                WriteRow(
                    upper, lower, row.Weight, columns, channel, shape.Channels, normalization[channel], output.Slice(y * stride, stride));
        }
    }

    private static void WriteRow(
        ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, float down, ReadOnlySpan<Sample> columns, int channel, int channels,
        ReadOnlySpan<float> values, Span<float> target)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            Sample column = columns[x];
            int first = (column.First * channels) + channel, second = (column.Second * channels) + channel;
            float above = Between(values[upper[first]], values[upper[second]], column.Weight);
            float below = Between(values[lower[first]], values[lower[second]], column.Weight);
            target[(x * channels) + channel] = Between(above, below, down);
        }
    }

    // Centres of pixels on centres of pixels; outside of the part its border pixel goes on.
    private static Sample[] Samples(int from, int length, int count)
    {
        var samples = new Sample[count];
        double scale = (double)length / count;
        for (int i = 0; i < count; i++)
        {
            double at = Math.Clamp(((i + 0.5) * scale) - 0.5, 0, length - 1);
            int first = (int)at;
            samples[i] = new(from + first, from + Math.Min(first + 1, length - 1), (float)(at - first));
        }
        return samples;
    }

    private static float Between(float one, float other, float weight) => one + ((other - one) * weight);

    private readonly record struct Sample(int First, int Second, float Weight);
}
