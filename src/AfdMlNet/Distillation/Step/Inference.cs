using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>One network's view of a batch.</summary>
/// <param name="Logits">z, N x classes.</param>
/// <param name="Maps">h = T(G(x)) at each depth, N x C' x H' x W' in the ring's shape; none where they are not asked for.</param>
internal sealed record Inference(Tensor Logits, IReadOnlyList<Tensor> Maps)
{
    /// <summary>That of no batch.</summary>
    public static Inference None { get; } = new(null!, []);

    /// <summary>f, z = net(x); h = T(f).</summary>
    /// <param name="peer">Whose T.</param>
    /// <param name="network">The peer's network, or its running average.</param>
    /// <param name="images">x.</param>
    /// <param name="withMaps">Whether h is asked for.</param>
    /// <param name="twoDepths">Whether maps are compared before the last stage too.</param>
    public static Inference Of(Peer peer, StudentModule network, Tensor images, bool withMaps, bool twoDepths)
    {
        // A frozen teacher and a running average learn nothing.
        using IDisposable? _ = peer.IsFrozen || network != peer.Network ? no_grad() : null;
        (IReadOnlyList<Tensor> features, Tensor logits) = network.Infer(images, twoDepths);
        return new Inference(logits, withMaps ? [.. peer.Heads.Zip(features, (head, map) => head.Transfer.forward(map))] : []);
    }
}
