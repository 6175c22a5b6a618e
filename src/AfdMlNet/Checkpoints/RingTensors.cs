using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>All tensors of a ring that training changes, by name.</summary>
internal static class RingTensors
{
    public static IEnumerable<(string Name, Tensor Value)> Of(Ring ring) =>
        ring.Peers.SelectMany((peer, k) => Of(peer).Select(tensor => ($"{k}.{tensor.Name}", tensor.Value)));

    /// <summary>Makes the tensors that a fresh ring does not have yet.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="isStored">Whether there is one of a name.</param>
    public static void Allocate(Ring ring, Func<string, bool> isStored)
    {
        for (int k = 0; k < ring.Count; k++)
        {
            foreach ((string part, IStatefulOptimizer optimizer) in Optimizers(ring[k]))
                optimizer.Allocate(name => isStored($"{k}.{part}.{name}"));
        }
    }

    private static IEnumerable<(string Name, Tensor Value)> Of(Peer peer) =>
        Modules(peer).SelectMany(part => Of(part.Module).Select(tensor => ($"{part.Name}.{tensor.Name}", tensor.Value)))
            .Concat(Optimizers(peer).SelectMany(part => part.Optimizer.Tensors().Select(tensor => ($"{part.Name}.{tensor.Name}", tensor.Value))));

    private static IEnumerable<(string Name, nn.Module Module)> Modules(Peer peer)
    {
        yield return ("network", peer.Network);
        if (peer.Average is { } average)
            yield return ("average", average.Network);
        for (int depth = 0; depth < peer.Games.Count; depth++)
        {
            yield return ($"transfer.{depth}", peer.Games[depth].Transfer);
            yield return ($"discriminator.{depth}", peer.Games[depth].Discriminator);
        }
    }

    private static IEnumerable<(string Name, Tensor Value)> Of(nn.Module module) =>
        module.named_parameters().Select(parameter => (parameter.name, (Tensor)parameter.parameter))
            .Concat(module.named_buffers().Select(buffer => (buffer.name, buffer.buffer)));

    private static IEnumerable<(string Name, IStatefulOptimizer Optimizer)> Optimizers(Peer peer)
    {
        yield return ("sgd", (IStatefulOptimizer)peer.LogitOptimizer);
        yield return ("adam.maps", (IStatefulOptimizer)peer.FeatureOptimizer);
        yield return ("adam.discriminator", (IStatefulOptimizer)peer.DiscriminatorOptimizer);
    }
}
