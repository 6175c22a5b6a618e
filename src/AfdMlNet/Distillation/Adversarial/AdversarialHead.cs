using TorchSharp.Modules;

namespace AfdMlNet.Distillation;

/// <summary>
/// One depth at which a network's maps meet its teachers': the transfer layer to the ring's shape and the discriminator there.
/// </summary>
internal sealed class AdversarialHead(TransferLayer transfer, Discriminator discriminator) : IDisposable
{
    /// <summary>T.</summary>
    public TransferLayer Transfer => transfer;

    /// <summary>D.</summary>
    public Discriminator Discriminator => discriminator;

    public IReadOnlyList<Parameter> TransferParameters { get; } = [.. transfer.parameters()];

    public IReadOnlyList<Parameter> DiscriminatorParameters { get; } = [.. discriminator.parameters()];

    public void Dispose()
    {
        transfer.Dispose();
        discriminator.Dispose();
    }
}
