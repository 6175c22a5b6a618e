using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Sums the terms of an epoch's steps on each network's device, so that no step waits for its figures.</summary>
internal sealed class EpochTerms(Ring ring) : IDisposable
{
    private readonly Tensor[] _sums =
        [.. ring.Peers.Select(peer => zeros([StepTerms.Names.Count], ScalarType.Float64, peer.Device).DetachFromDisposeScope())];

    private readonly long[] _images = new long[ring.Count];
    private readonly long[] _imagesWithMaps = new long[ring.Count];

    public void Reset()
    {
        foreach (Tensor sum in _sums)
            sum.zero_();
        Array.Clear(_images);
        Array.Clear(_imagesWithMaps);
    }

    /// <summary>Adds one step of network k.</summary>
    /// <param name="k">The network.</param>
    /// <param name="terms">The step's terms: means over its batch.</param>
    /// <param name="images">The batch's size: the weight of those means.</param>
    public void Add(int k, StepTerms terms, int images)
    {
        Tensor values = terms.Values.to(ScalarType.Float64);
        KeptScalar.With(images, weight => _sums[k].add_(values, weight));
        _images[k] += images;
        if (terms.HasMaps)
            _imagesWithMaps[k] += images;
    }

    /// <summary>The sums, by name.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors() => _sums.Select((sum, k) => (FormattableString.Invariant($"{k}.sums"), sum));

    /// <summary>How many images network k's sums are of, and those of its adversarial part.</summary>
    public (long All, long WithMaps) this[int k]
    {
        get => (_images[k], _imagesWithMaps[k]);
        set => (_images[k], _imagesWithMaps[k]) = value;
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

    /// <summary>The epoch's figures of each network, without those of validation.</summary>
    public IReadOnlyList<StudentEpoch> Records() => [.. ring.Peers.Select((peer, k) => Record(peer, Means(k)))];

    public void Dispose()
    {
        foreach (Tensor sum in _sums)
            sum.Dispose();
    }

    // In the order of StepTerms.Names.
    private static StudentEpoch Record(Peer peer, double[] means) => new()
    {
        Name = peer.Name,
        CrossEntropy = means[0],
        KullbackLeibler = means[1],
        AlignmentLoss = means[2],
        TrainingAccuracy = means[3],
        DiscriminatorLoss = means[4],
        GeneratorLoss = means[5],
        RealScore = means[6],
        FakeScore = means[7],
        DiscriminatorAccuracy = means[8],
        FeatureGradientNorm = means[9],
        TransferGradientNorm = means[10],
        LearningRate = peer.LogitOptimizer.ParamGroups.First().LearningRate,
    };

    private double[] Means(int k)
    {
        using Tensor host = _sums[k].cpu();
        return [.. host.data<double>().Select((sum, term) => sum / Math.Max(1, term < StepTerms.LogitCount ? _images[k] : _imagesWithMaps[k]))];
    }
}
