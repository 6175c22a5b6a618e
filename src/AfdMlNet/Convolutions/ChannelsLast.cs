using static TorchSharp.torch;

namespace AfdMlNet.Convolutions;

/// <summary>The memory order in which a pixel's channels lie side by side.</summary>
internal static class ChannelsLast
{
    /// <summary>The map in that order; itself where it is.</summary>
    /// <param name="map">N x C x H x W.</param>
    public static Tensor Of(Tensor map)
    {
        long[] shape = map.shape;
        (long channels, long height, long width) = (shape[1], shape[2], shape[3]);
        if (map.stride() is [var image, 1, var row, var pixel] && pixel == channels && row == width * channels && image == height * row)
            return map;
        // Through one dimension: where a length is 1, the order of memory says nothing about strides, and libtorch goes by these.
        return map.permute(0, 2, 3, 1).contiguous().flatten().view(shape[0], height, width, channels).permute(0, 3, 1, 2);
    }
}
