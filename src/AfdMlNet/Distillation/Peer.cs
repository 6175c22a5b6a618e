using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>One place in the ring: a network, its transfer layer and discriminator, and the three optimizers that move them.</summary>
internal sealed class Peer : IDisposable
{
    public Peer(string name, StudentModule network, TransferLayer transfer, Discriminator discriminator, PeerOptimizers optimizers)
    {
        Name = name;
        Network = network;
        Transfer = transfer;
        Discriminator = discriminator;
        NetworkParameters = [.. network.parameters()];
        FeatureParameters = [.. network.FeatureParameters()];
        TransferParameters = [.. transfer.parameters()];
        AdversarialParameters = [.. FeatureParameters, .. TransferParameters];
        DiscriminatorParameters = [.. discriminator.parameters()];
        LogitOptimizer = optimizers.Logit(NetworkParameters);
        FeatureOptimizer = optimizers.Feature(AdversarialParameters);
        DiscriminatorOptimizer = optimizers.Discriminator(DiscriminatorParameters);
    }

    public string Name { get; }

    /// <summary>G and the classifier.</summary>
    public StudentModule Network { get; }

    /// <summary>T.</summary>
    public TransferLayer Transfer { get; }

    /// <summary>D.</summary>
    public Discriminator Discriminator { get; }

    public IReadOnlyList<Parameter> NetworkParameters { get; }

    public IReadOnlyList<Parameter> FeatureParameters { get; }

    public IReadOnlyList<Parameter> TransferParameters { get; }

    /// <summary>Those of G, then those of T: what equation (3) moves.</summary>
    public IReadOnlyList<Parameter> AdversarialParameters { get; }

    public IReadOnlyList<Parameter> DiscriminatorParameters { get; }

    /// <summary>SGD on all of the network, for equation (1).</summary>
    public optim.Optimizer LogitOptimizer { get; }

    /// <summary>Adam on G and T, for equation (3).</summary>
    public optim.Optimizer FeatureOptimizer { get; }

    /// <summary>Adam on D, for equation (2).</summary>
    public optim.Optimizer DiscriminatorOptimizer { get; }

    /// <summary>What the network made of the current batch; null between steps.</summary>
    public Inference? Current { get; set; }

    public void Dispose()
    {
        LogitOptimizer.Dispose();
        FeatureOptimizer.Dispose();
        DiscriminatorOptimizer.Dispose();
        Network.Dispose();
        Transfer.Dispose();
        Discriminator.Dispose();
    }
}

/// <summary>One network's view of a batch.</summary>
/// <param name="FeatureMap">G(x), N x C x H x W.</param>
/// <param name="Logits">z, N x classes.</param>
/// <param name="Transferred">T(G(x)), N x C' x H' x W' in the ring's shape.</param>
internal sealed record Inference(Tensor FeatureMap, Tensor Logits, Tensor Transferred);

/// <summary>How the three optimizers of a peer are made.</summary>
internal sealed record PeerOptimizers(
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Logit,
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Feature,
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Discriminator);
