using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>What a network is given in a step, on its device.</summary>
/// <param name="Images">x, N x C x H x W.</param>
/// <param name="Labels">y, N class indices (int64).</param>
/// <param name="Weight">w, the weight of the terms that teach, 0 to 1: below 1 while it is ramped up.</param>
internal sealed record StepBatch(Tensor Images, Tensor Labels, double Weight);
