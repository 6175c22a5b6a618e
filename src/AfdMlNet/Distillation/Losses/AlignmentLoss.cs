using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// Direct alignment of feature maps, what the paper compares the adversarial loss with: the teacher's map is a fixed target. The gradient
/// is added to equation (1)'s, on all of the network and its transfer layer.
/// </summary>
internal static class AlignmentLoss
{
    /// <summary>L1: the mean of |h - h_teacher| over all elements.</summary>
    /// <param name="map">h_k, N x C x H x W.</param>
    /// <param name="target">The teacher's map, of the same shape; no gradient flows into it.</param>
    public static Tensor L1(Tensor map, Tensor target) => (map - target.detach()).abs().mean();

    /// <summary>L2: the mean of (h - h_teacher)^2 over all elements.</summary>
    /// <param name="map">h_k, N x C x H x W.</param>
    /// <param name="target">The teacher's map, of the same shape; no gradient flows into it.</param>
    public static Tensor L2(Tensor map, Tensor target) => (map - target.detach()).Squared().mean();
}
