namespace AfdMlNet.Images;

/// <summary>What each byte of each channel becomes at the network's input: (raw - mean) / standard deviation, tabulated.</summary>
internal sealed class PixelNormalization
{
    private readonly float[][] _tables;

    /// <param name="statistics">Mean and standard deviation per channel, raw units.</param>
    /// <param name="scale">Raw units of a byte.</param>
    public PixelNormalization(ChannelStatistics statistics, PixelScale scale) =>
        _tables = [.. statistics.Mean.Zip(statistics.StandardDeviation, (mean, deviation) => Table(mean, deviation, scale))];

    /// <summary>The 256 values of a channel.</summary>
    public ReadOnlySpan<float> this[int channel] => _tables[channel];

    private static float[] Table(float mean, float deviation, PixelScale scale) =>
        [.. Enumerable.Range(0, 256).Select(value => (scale.ToRaw((byte)value) - mean) / deviation)];
}
