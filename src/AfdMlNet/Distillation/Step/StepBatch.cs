using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>What a network is given in a step, on its device.</summary>
/// <param name="Images">x, N x C x H x W.</param>
/// <param name="Labels">y, N class indices (int64); -1 where there is no label.</param>
/// <param name="Weight">w, the weight of the terms that teach, 0 to 1: below 1 while it is ramped up.</param>
/// <param name="LabelledFraction">The fraction of all training images that have a label, above 0 to 1.</param>
internal sealed record StepBatch(Tensor Images, Tensor Labels, double Weight, double LabelledFraction = 1);
