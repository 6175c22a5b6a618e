using AfdMlNet.Networks;

namespace AfdMlNet.Images;

/// <summary>Mean and standard deviation of each channel, in the raw units of the pipeline's column.</summary>
/// <param name="Mean">One per channel.</param>
/// <param name="StandardDeviation">One per channel, above 0; 1 for a channel that never changes.</param>
internal sealed record ChannelStatistics(float[] Mean, float[] StandardDeviation)
{
    /// <summary>Counts how often each byte occurs, so that the result does not depend on the order of the images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="indices">Those to count: the training images.</param>
    /// <param name="scale">Raw units of a byte.</param>
    /// <param name="cancellation">Ends the counting.</param>
    /// <returns>The statistics.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ChannelStatistics Of(
        ImageSet images, ReadOnlySpan<int> indices, PixelScale scale, CancellationToken cancellation = default)
    {
        int channels = images.Shape.Channels;
        long[] counts = new long[256 * channels];
        foreach (int index in indices)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> pixels = images.Pixels(index);
            for (int i = 0; i < pixels.Length; i += channels)
            {
                for (int channel = 0; channel < channels; channel++)
                    counts[channel * 256 + pixels[i + channel]]++;
            }
        }

        float[] means = new float[channels];
        float[] deviations = new float[channels];
        for (int channel = 0; channel < channels; channel++)
            (means[channel], deviations[channel]) = Moments(counts.AsSpan(channel * 256, 256), scale);
        return new ChannelStatistics(means, deviations);
    }

    /// <summary>Those that a network asks for, in raw units.</summary>
    public static ChannelStatistics Of(ImageNormalization normalization, PixelScale scale) => new(
        [.. normalization.Channels.Select(channel => (float)(channel.Mean * 255 * scale.Scale + scale.Offset))],
        [.. normalization.Channels.Select(channel => (float)(channel.Deviation * 255 * scale.Scale))]);

    private static (float Mean, float Deviation) Moments(ReadOnlySpan<long> counts, PixelScale scale)
    {
        double total = 0, sum = 0, squares = 0;
        for (int value = 0; value < 256; value++)
            (total, sum) = (total + counts[value], sum + (double)value * counts[value]);
        double mean = total > 0 ? sum / total : 0;
        for (int value = 0; value < 256; value++)
            squares += counts[value] * (value - mean) * (value - mean);
        double deviation = total > 0 ? Math.Sqrt(squares / total) * scale.Scale : 0;
        return ((float)(mean * scale.Scale + scale.Offset), deviation > 0 ? (float)deviation : 1);
    }
}
