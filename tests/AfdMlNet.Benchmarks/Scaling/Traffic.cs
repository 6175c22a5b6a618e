using AfdMlNet.Distillation;
using TorchSharp.Modules;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>The values that a process gives in one step.</summary>
/// <param name="Logit">Gradients of equation (1).</param>
/// <param name="Feature">Gradients of equation (3).</param>
/// <param name="Discriminator">Gradients of equation (2).</param>
/// <param name="Statistics">Running means and variances of batch norm.</param>
/// <param name="Terms">The step's figures.</param>
internal sealed record Traffic(long Logit, long Feature, long Discriminator, long Statistics, long Terms)
{
    private const int BytesPerValue = sizeof(float);

    public long GradientBytes => BytesPerValue * (Logit + Feature + Discriminator + Statistics);

    public long TermBytes => BytesPerValue * Terms;

    /// <summary>As the exchanges themselves have it.</summary>
    public static Traffic Of(Ring ring)
    {
        var counter = new CountingGroup();
        using var exchanges = new Exchanges(ring, counter);
        exchanges.Gradients();
        exchanges.Terms();
        long logit = Values(ring, peer => peer.LogitParameters);
        long feature = Values(ring, peer => peer.AdversarialParameters);
        long discriminator = Values(ring, peer => peer.DiscriminatorParameters);
        return new(logit, feature, discriminator, counter.Sums[0] - logit - feature - discriminator, counter.Sums[1]);
    }

    private static long Values(Ring ring, Func<Peer, IReadOnlyList<Parameter>> parameters) =>
        ring.Peers.SelectMany(parameters).Sum(parameter => parameter.numel());
}
