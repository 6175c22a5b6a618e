using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// R1 (Mescheder et al. 2018): the mean over the batch of the squared norm of D's gradient on real maps. It keeps D from running ahead.
/// </summary>
internal static class GradientPenalty
{
    /// <summary>mean ||d score / d map||^2 / 2, a scalar with a gradient to D.</summary>
    /// <param name="score">D's score of the maps, N x 1.</param>
    /// <param name="map">The real maps, N x C x H x W, which ask for a gradient.</param>
    public static Tensor R1(Tensor score, Tensor map)
    {
        // Without retain_graph TorchSharp frees the score's graph, which the loss still needs, and an error in there ends the process.
        Tensor gradient = autograd.grad([score.sum()], [map], retain_graph: true, create_graph: true)[0];
        return gradient.Squared().sum([1, 2, 3]).mean().Times(0.5);
    }
}
