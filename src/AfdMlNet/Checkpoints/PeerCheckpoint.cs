using System.Text.Json.Nodes;
using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>All of a peer that training changes: its networks, their optimizers, its running average.</summary>
/// <param name="peer">The peer.</param>
/// <param name="k">Its place in the ring.</param>
internal sealed class PeerCheckpoint(Peer peer, int k) : ICheckpointed
{
    public static IReadOnlyList<PeerCheckpoint> Of(Ring ring) => [.. ring.Peers.Select((peer, k) => new PeerCheckpoint(peer, k))];

    public string Name => FormattableString.Invariant($"{k}");

    /// <summary>Steps of the optimizers and of the running average.</summary>
    public JsonNode? State
    {
        get => PartState.Of(new Steps(Logit.Steps, Feature.Steps, Discriminator.Steps, peer.Average?.Steps));
        set
        {
            Steps stored = PartState.Read<Steps>(value);
            (Logit.Steps, Feature.Steps, Discriminator.Steps) = (stored.Logit, stored.Feature, stored.Discriminator);
            if (peer.Average is { } average)
                average.Steps = stored.Average ?? throw new InvalidDataException("It holds no running average.");
        }
    }

    public IEnumerable<(string Name, Tensor Value)> Tensors() =>
        Modules().SelectMany(part => Prefixed(part.Name, Of(part.Module)))
            .Concat(Prefixed("sgd", Logit.Tensors()))
            .Concat(Prefixed("adam.maps", Feature.Tensors()))
            .Concat(Prefixed("adam.discriminator", Discriminator.Tensors()));

    private IEnumerable<(string Name, nn.Module Module)> Modules()
    {
        yield return ("network", peer.Network);
        if (peer.Average is { } average)
            yield return ("average", average.Network);
        for (int depth = 0; depth < peer.Heads.Count; depth++)
        {
            yield return (FormattableString.Invariant($"transfer.{depth}"), peer.Heads[depth].Transfer);
            yield return (FormattableString.Invariant($"discriminator.{depth}"), peer.Heads[depth].Discriminator);
        }
    }

    private ICheckpointedOptimizer Logit => (ICheckpointedOptimizer)peer.LogitOptimizer;

    private ICheckpointedOptimizer Feature => (ICheckpointedOptimizer)peer.FeatureOptimizer;

    private ICheckpointedOptimizer Discriminator => (ICheckpointedOptimizer)peer.DiscriminatorOptimizer;

    private static IEnumerable<(string Name, Tensor Value)> Of(nn.Module module) =>
        module.named_parameters().Select(parameter => (parameter.name, (Tensor)parameter.parameter))
            .Concat(module.named_buffers().Select(buffer => (buffer.name, buffer.buffer)));

    private static IEnumerable<(string Name, Tensor Value)> Prefixed(string part, IEnumerable<(string Name, Tensor Value)> tensors) =>
        tensors.Select(tensor => ($"{part}.{tensor.Name}", tensor.Value));

    private sealed record Steps(long Logit, long Feature, long Discriminator, long? Average);
}
