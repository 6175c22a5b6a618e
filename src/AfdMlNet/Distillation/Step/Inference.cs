using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>One network's view of a batch.</summary>
/// <param name="Logits">z, N x classes.</param>
/// <param name="Maps">h = T(G(x)) at each depth, N x C' x H' x W' in the ring's shape; none where the method compares no maps.</param>
internal sealed record Inference(Tensor Logits, IReadOnlyList<Tensor> Maps);
