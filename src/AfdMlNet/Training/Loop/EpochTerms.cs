using System.Text.Json.Nodes;
using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Sums the terms of an epoch's steps on each network's device, so that no step waits for its figures.</summary>
internal sealed class EpochTerms(Ring ring) : ICheckpointed, IDisposable
{
    private readonly Tensor[] _sums =
        [.. ring.Peers.Select(peer => zeros([Term.All.Count], ScalarType.Float64, peer.Device).DetachFromDisposeScope())];

    private readonly long[] _images = new long[ring.Count];
    private readonly long[] _adversarialImages = new long[ring.Count];

    public string Name => "sums";

    /// <summary>The terms that the sums are of, and how many images of each network.</summary>
    public JsonNode? State
    {
        get => PartState.Of(new Sums(Names, [.. _images.Zip(_adversarialImages, (all, adversarial) => new ImageCounts(all, adversarial))]));
        set
        {
            Sums stored = PartState.Read<Sums>(value);
            if (!stored.Terms.SequenceEqual(Names))
                throw new InvalidDataException(
                    $"It holds sums of {string.Join(", ", stored.Terms)}, and this version of the library sums {string.Join(", ", Names)}: "
                    + "finish the run "
                    + "with the version that began it, or remove its checkpoints to train anew.");
            if (stored.Images.Count != ring.Count)
                throw new InvalidDataException($"It is of a ring of {stored.Images.Count} networks, and this one has {ring.Count}.");
            for (int k = 0; k < ring.Count; k++)
                (_images[k], _adversarialImages[k]) = (stored.Images[k].All, stored.Images[k].Adversarial);
        }
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() => _sums.Select((sum, k) => (FormattableString.Invariant($"{k}"), sum));

    public void Reset()
    {
        foreach (Tensor sum in _sums)
            sum.zero_();
        Array.Clear(_images);
        Array.Clear(_adversarialImages);
    }

    /// <summary>Adds one step of network k.</summary>
    /// <param name="k">The network.</param>
    /// <param name="terms">The step's terms: means over its batch.</param>
    /// <param name="images">The batch's size: the weight of those means.</param>
    public void Add(int k, StepTerms terms, int images)
    {
        Tensor values = terms.Values.to(ScalarType.Float64);
        TensorMath.With(images, weight => _sums[k].add_(values, weight));
        _images[k] += images;
        if (terms.IsAdversarial)
            _adversarialImages[k] += images;
    }

    /// <summary>Stops training at the first loss that is no number any more.</summary>
    public void ThrowIfNotFinite(int epoch, int batch)
    {
        for (int k = 0; k < _sums.Length; k++)
        {
            if (Means(k).FirstOrDefault(term => !double.IsFinite(term.Mean)) is { Term: { } diverged })
                throw new InvalidOperationException(
                    $"Training diverged: {diverged.Name} of {ring[k].Name} is not finite by batch {batch} of epoch {epoch}. "
                    + "Lower the learning rates (LogitOptimizer.LearningRate first), or check the images for constant or extreme pixels.");
        }
    }

    /// <summary>The epoch's figures of each network, without those of validation.</summary>
    public IReadOnlyList<StudentEpoch> Records() => [.. ring.Peers.Select((peer, k) => Means(k).Aggregate(
        new StudentEpoch { Name = peer.Name, LearningRate = peer.LogitOptimizer.ParamGroups.First().LearningRate },
        (epoch, term) => term.Term.Into(epoch, term.Mean)))];

    public void Dispose()
    {
        foreach (Tensor sum in _sums)
            sum.Dispose();
    }

    private (Term Term, double Mean)[] Means(int k)
    {
        using Tensor host = _sums[k].cpu();
        return [.. Term.All.Zip(host.data<double>(),
            (term, sum) => (term, sum / Math.Max(1, (term.IsAdversarial ? _adversarialImages : _images)[k])))];
    }

    private static string[] Names => [.. Term.All.Select(term => term.Name)];

    private sealed record Sums(IReadOnlyList<string> Terms, IReadOnlyList<ImageCounts> Images);

    private sealed record ImageCounts(long All, long Adversarial);
}
