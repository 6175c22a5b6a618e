using AfdMlNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// The running average of a network's weights and batch-norm statistics over the steps (Polyak; Tarvainen and Valpola 2017). In the first
/// steps it forgets faster, so that the initialisation does not linger.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly (Tensor Live, Tensor Average)[] _tensors;

    /// <param name="live">The network that learns.</param>
    /// <param name="copy">Another one of the same recipe, to hold the average. Owned.</param>
    /// <param name="decay">What is kept of the average in a step, at least 0 and below 1.</param>
    public WeightAverage(StudentModule live, StudentModule copy, double decay)
    {
        _decay = decay;
        Network = copy;
        copy.eval();
        _tensors = [.. live.parameters().Zip<Tensor, Tensor>(copy.parameters()), .. live.buffers().Zip(copy.buffers())];
        Restart();
    }

    /// <summary>The network at the averaged weights, in evaluation mode.</summary>
    public StudentModule Network { get; }

    /// <summary>t: steps so far.</summary>
    public long Steps { get; set; }

    /// <summary>Begins again from the network as it is.</summary>
    public void Restart()
    {
        Steps = 0;
        using var _ = no_grad();
        foreach ((Tensor live, Tensor average) in _tensors)
            average.copy_(live);
    }

    /// <summary>average = d average + (1 - d) live, with d = min(decay, (1 + t) / (10 + t)) after t steps.</summary>
    public void Update()
    {
        double kept = Math.Min(_decay, (1.0 + Steps) / (10.0 + Steps));
        Steps++;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using Scalar old = kept.ToScalar();
        using Scalar fresh = (1 - kept).ToScalar();
        foreach ((Tensor live, Tensor average) in _tensors)
        {
            if (average.is_floating_point())
                average.mul_(old).add_(live, fresh);
            else
                average.copy_(live);
        }
    }

    public void Dispose() => Network.Dispose();
}
