using AfdMlNet.Distributed;
using AfdMlNet.Events;

namespace AfdMlNet.Training;

/// <summary>One network's sums over the validation images.</summary>
internal sealed class ValidationMeasurement
{
    private readonly CalibrationError _calibration = new();
    private long _images;
    private long _correct;
    private long _alike;
    private double _cosine;
    private double _l1;
    private double _l2;

    /// <param name="labels">The true labels; may be longer.</param>
    /// <param name="predictions">The network's.</param>
    /// <param name="confidences">Their probabilities.</param>
    public void Score(long[] labels, long[] predictions, float[] confidences)
    {
        for (int i = 0; i < predictions.Length; i++)
        {
            bool correct = labels[i] == predictions[i];
            _correct += correct ? 1 : 0;
            _calibration.Add(confidences[i], correct);
        }

        _images += predictions.Length;
    }

    public void Agree(long[] own, long[] other) => _alike += own.Where((label, i) => label == other[i]).Count();

    /// <summary>Adds a batch's sums over its images.</summary>
    public void Distances(double cosine, double l1, double l2) => (_cosine, _l1, _l2) = (_cosine + cosine, _l1 + l1, _l2 + l2);

    /// <summary>Adds the sums of all processes of a group, where there is one: each of them then has those of all images.</summary>
    public void Share(IProcessGroup? group)
    {
        if (group is null)
            return;
        double[] sums = [_images, _correct, _alike, _cosine, _l1, _l2, .. _calibration.Sums];
        group.AllReduceSum(sums);
        // Counts are exact up to 2^53.
        (_images, _correct, _alike) = ((long)sums[0], (long)sums[1], (long)sums[2]);
        (_cosine, _l1, _l2) = (sums[3], sums[4], sums[5]);
        _calibration.Sums = sums[6..];
    }

    /// <param name="epoch">The figures of training.</param>
    /// <param name="comparable">Whether the maps could be compared.</param>
    public StudentEpoch AddTo(StudentEpoch epoch, bool comparable) => epoch with
    {
        ValidationAccuracy = (double)_correct / _images,
        CalibrationError = _calibration.Value,
        Agreement = (double)_alike / _images,
        FeatureCosine = comparable ? _cosine / _images : null,
        FeatureL1 = comparable ? _l1 / _images : null,
        FeatureL2 = comparable ? _l2 / _images : null,
    };
}
