namespace AfdMlNet.Training;

/// <summary>
/// Expected calibration error (Guo et al. 2017): the mean over bins of confidence of |accuracy - confidence|, weighted by their images.
/// </summary>
public sealed class CalibrationError
{
    internal const int Bins = 15;
    private readonly double[] _confidence = new double[Bins];
    private readonly long[] _correct = new long[Bins];
    private long _images;

    /// <summary>All that it holds, which adds up over parts of the images.</summary>
    internal double[] Sums
    {
        get => [_images, .. _confidence, .. _correct.Select(count => (double)count)];
        set
        {
            _images = (long)value[0];
            for (int bin = 0; bin < Bins; bin++)
                (_confidence[bin], _correct[bin]) = (value[1 + bin], (long)value[1 + Bins + bin]);
        }
    }

    /// <summary>Takes an image in.</summary>
    /// <param name="confidence">The largest probability, 0 to 1.</param>
    /// <param name="correct">Whether its label is right.</param>
    public void Add(double confidence, bool correct)
    {
        // Bins are open below and closed above, as in the paper.
        int bin = Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);
        _confidence[bin] += confidence;
        _correct[bin] += correct ? 1 : 0;
        _images++;
    }

    /// <summary>0 (calibrated) to 1.</summary>
    public double Value => Enumerable.Range(0, Bins).Sum(bin => Math.Abs(_correct[bin] - _confidence[bin])) / Math.Max(1, _images);
}
