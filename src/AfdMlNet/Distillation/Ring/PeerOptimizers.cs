using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>How the three optimizers of a peer are made.</summary>
/// <param name="Logit">For equation (1).</param>
/// <param name="Feature">For equation (3).</param>
/// <param name="Discriminator">For equation (2).</param>
/// <param name="AlignsMaps">Whether equation (1) has an alignment term, which moves T too.</param>
internal sealed record PeerOptimizers(
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Logit,
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Feature,
    Func<IReadOnlyList<Parameter>, optim.Optimizer> Discriminator,
    bool AlignsMaps);
