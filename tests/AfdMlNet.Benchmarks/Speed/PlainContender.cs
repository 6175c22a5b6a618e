using System.Diagnostics;
using AfdMlNet.Distillation;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>
/// The same step as one would write it by hand: network after network on one thread of all cores, losses by <c>backward</c>.
/// </summary>
internal sealed class PlainContender : IContender
{
    private readonly Ring _ring;
    private readonly bool _adversarial;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public PlainContender(string name, Workload workload, bool adversarial)
    {
        (Name, _adversarial) = (name, adversarial);
        _ring = workload.Ring(new DistillationRules());
        (_images, _labels) = (workload.Images(), workload.Labels());
    }

    public string Name { get; }

    public double Steps(int count)
    {
        set_num_threads(Environment.ProcessorCount);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            Step();
        GC.Collect(0);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / count;
    }

    public void Dispose()
    {
        _ring.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        (Tensor Map, Tensor Logits)[] seen = [.. _ring.Peers.Select(peer => peer.Network.forward(_images))];
        Tensor[] maps = [.. seen.Select((inference, k) => _ring[k].Heads[0].Transfer.forward(inference.Map))];
        for (int k = 0; k < _ring.Count; k++)
        {
            Tensor loss = nn.functional.cross_entropy(seen[k].Logits, _labels);
            if (!_adversarial)
            {
                loss.backward();
                continue;
            }

            Tensor target = (seen[_ring.Predecessor(k)].Logits.detach() / 3).softmax(1);
            loss += 9 * nn.functional.kl_div(
                (seen[k].Logits / 3).log_softmax(1), target, log_target: false, nn.Reduction.Sum) / _labels.shape[0];
            loss.backward(create_graph: false, retain_graph: true);
        }

        if (_adversarial)
            Game(maps);
        foreach (Peer peer in _ring.Peers)
        {
            peer.LogitOptimizer.step();
            peer.LogitOptimizer.zero_grad();
        }
    }

    private void Game(Tensor[] maps)
    {
        var gradients = new IList<Tensor>[_ring.Count];
        for (int k = 0; k < _ring.Count; k++)
        {
            Discriminator discriminator = _ring[k].Heads[0].Discriminator;
            gradients[k] =
                autograd.grad(
                    [(1 - discriminator.forward(maps[k])).square().mean()], [.. _ring[k].AdversarialParameters], retain_graph: true);
        }

        for (int k = 0; k < _ring.Count; k++)
        {
            Peer peer = _ring[k];
            Discriminator discriminator = peer.Heads[0].Discriminator;
            Tensor loss = (1 - discriminator.forward(maps[_ring.Predecessor(k)].detach())).square().mean()
                + discriminator.forward(maps[k].detach()).square().mean();
            loss.backward();
            peer.DiscriminatorOptimizer.step();
            peer.DiscriminatorOptimizer.zero_grad();
            // The networks' own gradients of the logit loss wait in .grad meanwhile.
            Tensor?[] waiting = [.. peer.AdversarialParameters.Select(parameter => parameter.grad)];
            foreach ((Parameter parameter, Tensor gradient) in peer.AdversarialParameters.Zip(gradients[k]))
                parameter.grad = gradient;
            peer.FeatureOptimizer.step();
            foreach ((Parameter parameter, Tensor? gradient) in peer.AdversarialParameters.Zip(waiting))
                parameter.grad = gradient;
        }
    }
}
