using static TorchSharp.torch;

namespace AfdMlNet.ImageNet;

/// <summary>Chooses channels of a map.</summary>
/// <param name="scales">The absolute scales of the batch norms that write the map, channels of each.</param>
/// <param name="count">How many are kept.</param>
/// <returns>Their indices, ascending (int64).</returns>
internal delegate Tensor ChannelChooser(IReadOnlyList<Tensor> scales, int count);

/// <summary>Ways to choose the channels that a cut network keeps.</summary>
internal static class ChannelChoice
{
    /// <summary>
    /// Those with the largest sum of scales: what batch norm makes small adds little to the map (Liu et al. 2017, network slimming).
    /// </summary>
    public static Tensor ByScale(IReadOnlyList<Tensor> scales, int count)
    {
        Tensor sum = stack(scales).sum([0L]);
        return sum.argsort(dim: 0, descending: true)[..count].sort().Values;
    }
}
