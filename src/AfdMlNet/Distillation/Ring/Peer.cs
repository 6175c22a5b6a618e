using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One place in the ring: a network, a transfer layer and a discriminator at each depth, and the three optimizers that move all that.
/// </summary>
internal sealed class Peer : IDisposable
{
    public Peer(string name, StudentModule network, IReadOnlyList<AdversarialHead> heads, IReadOnlyList<Parameter> generatorParameters,
        PeerOptimizers optimizers)
    {
        Name = name;
        Network = network;
        Heads = heads;
        NetworkParameters = [.. network.parameters()];
        GeneratorParameters = generatorParameters;
        TransferParameters = [.. heads.SelectMany(head => head.TransferParameters)];
        AdversarialParameters = [.. GeneratorParameters, .. TransferParameters];
        DiscriminatorParameters = [.. heads.SelectMany(head => head.DiscriminatorParameters)];
        LogitParameters = optimizers.AlignsMaps ? [.. NetworkParameters, .. TransferParameters] : NetworkParameters;
        LogitOptimizer = optimizers.Logit(LogitParameters);
        FeatureOptimizer = optimizers.Feature(AdversarialParameters);
        DiscriminatorOptimizer = optimizers.Discriminator(DiscriminatorParameters);
    }

    public string Name { get; }

    /// <summary>Where all of this lives.</summary>
    public required Device Device { get; init; }

    /// <summary>How another network's logits and maps get here: see <see cref="Runtime.Placement"/>.</summary>
    public required Func<Tensor, Device, Tensor> Copy { get; init; }

    /// <summary>The part of the logit optimizer's rate that this network learns at.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>How long its parts of a step take.</summary>
    public PeerCost Cost { get; init; }

    /// <summary>G and the classifier.</summary>
    public StudentModule Network { get; }

    /// <summary>T and D at each depth; the last stage's is the last. One of them, unless two depths are asked for.</summary>
    public IReadOnlyList<AdversarialHead> Heads { get; }

    public IReadOnlyList<Parameter> NetworkParameters { get; }

    /// <summary>What equation (1) moves: those of the network, and those of T where maps are aligned directly.</summary>
    public IReadOnlyList<Parameter> LogitParameters { get; }

    /// <summary>The parameters of G that the adversarial gradient reaches: all of them, unless only the last stage is asked for.</summary>
    public IReadOnlyList<Parameter> GeneratorParameters { get; }

    public IReadOnlyList<Parameter> TransferParameters { get; }

    /// <summary>Those of G in <see cref="GeneratorParameters"/>, then those of T: what equation (3) moves.</summary>
    public IReadOnlyList<Parameter> AdversarialParameters { get; }

    public IReadOnlyList<Parameter> DiscriminatorParameters { get; }

    /// <summary>SGD on all of the network (and on T where maps are aligned), for equation (1).</summary>
    public optim.Optimizer LogitOptimizer { get; }

    /// <summary>Adam on G and T, for equation (3).</summary>
    public optim.Optimizer FeatureOptimizer { get; }

    /// <summary>Adam on D, for equation (2).</summary>
    public optim.Optimizer DiscriminatorOptimizer { get; }

    /// <summary>The running average of the weights, where one is kept.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Whether the running average takes the network's place as the teacher of others.</summary>
    public bool AverageTeaches { get; init; }

    /// <summary>Whether the running average takes the network's place in validation, and as what is kept and deployed.</summary>
    public bool DeploysAverage { get; init; }

    /// <summary>Whether this is a teacher that stands still: it is inferred in evaluation mode and learns nothing.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The network that is validated, kept and deployed.</summary>
    public StudentModule Deployed => DeploysAverage && Average is { } average ? average.Network : Network;

    /// <summary>The network that others learn from.</summary>
    public StudentModule Teaching => AverageTeaches && Average is { } average ? average.Network : Network;

    /// <summary>Another network's logits or map, on this one's device; no gradient flows back into it.</summary>
    public Tensor Received(Tensor theirs) => Copy(theirs.detach(), Device);

    /// <summary>After all of a step: the running average follows.</summary>
    public void UpdateAverage()
    {
        if (!IsFrozen)
            Average?.Update();
    }

    public void Dispose()
    {
        LogitOptimizer.Dispose();
        FeatureOptimizer.Dispose();
        DiscriminatorOptimizer.Dispose();
        Network.Dispose();
        Average?.Dispose();
        foreach (AdversarialHead head in Heads)
            head.Dispose();
    }
}
