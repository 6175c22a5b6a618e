using AfdMlNet.Images;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>A batch as tensors.</summary>
internal static class BatchTensors
{
    /// <summary>
    /// Images N x C x H x W in channels-last memory (17 to 30 % faster than contiguous; the networks' weights stay contiguous) and labels N.
    /// </summary>
    public static (Tensor Images, Tensor Labels) Of(Batch batch, Device device)
    {
        Tensor images = tensor(batch.Pixels, [batch.Count, batch.Shape.Height, batch.Shape.Width, batch.Shape.Channels]);
        return (images.permute(0, 3, 1, 2).to(device), tensor(batch.Labels).to(device));
    }
}
