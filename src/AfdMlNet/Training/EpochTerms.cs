using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Sums the terms of an epoch's steps on the device, so that no step waits for its figures.</summary>
internal sealed class EpochTerms(Ring ring, Device device) : IDisposable
{
    private readonly Tensor[] _sums =
        [.. ring.Peers.Select(_ => zeros([StepTerms.Names.Count], ScalarType.Float64, device).DetachFromDisposeScope())];

    private readonly long[] _counts = new long[ring.Count];

    public void Reset()
    {
        foreach (Tensor sum in _sums)
            sum.zero_();
        Array.Clear(_counts);
    }

    /// <summary>Adds one step of network k.</summary>
    /// <param name="k">The network.</param>
    /// <param name="terms">The step's terms: means over its batch.</param>
    /// <param name="images">The batch's size: the weight of those means.</param>
    public void Add(int k, StepTerms terms, int images)
    {
        _sums[k].add_(terms.Values.to(ScalarType.Float64), alpha: images);
        _counts[k] += images;
    }

    /// <summary>Stops training at the first loss that is no number any more.</summary>
    public void ThrowIfNotFinite(int epoch, int batch)
    {
        for (int k = 0; k < _sums.Length; k++)
        {
            int term = Array.FindIndex(Means(k), value => !double.IsFinite(value));
            if (term >= 0)
                throw new InvalidOperationException(
                    $"Training diverged: {StepTerms.Names[term]} of {ring[k].Name} is not finite by batch {batch} of epoch {epoch}. "
                    + "Lower the learning rates (LogitOptimizer.LearningRate first), or check the images for constant or extreme pixels.");
        }
    }

    public EpochRecord Record(int epoch, TimeSpan elapsed, double imagesPerSecond, IReadOnlyList<double>? validationAccuracies) =>
        new(epoch, elapsed, imagesPerSecond, [.. ring.Peers.Select((peer, k) => Record(peer, Means(k), validationAccuracies?[k]))]);

    public void Dispose()
    {
        foreach (Tensor sum in _sums)
            sum.Dispose();
    }

    private static StudentEpoch Record(Peer peer, double[] means, double? validationAccuracy) => new(
        peer.Name,
        CrossEntropy: means[0],
        KullbackLeibler: means[1],
        TrainingAccuracy: means[2],
        DiscriminatorLoss: means[3],
        GeneratorLoss: means[4],
        RealScore: means[5],
        FakeScore: means[6],
        FeatureGradientNorm: means[7],
        TransferGradientNorm: means[8],
        ValidationAccuracy: validationAccuracy,
        LearningRate: peer.LogitOptimizer.ParamGroups.First().LearningRate);

    private double[] Means(int k)
    {
        using Tensor host = _sums[k].cpu();
        return [.. host.data<double>().Select(sum => sum / Math.Max(1, _counts[k]))];
    }
}
