using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AfdMlNet.Convolutions;

/// <summary>
/// The one place that runs convolutions. On a CPU libtorch gives them to oneDNN, which gets some wrong (docs/convolutions.md): it reads
/// padding that nobody wrote in contiguous memory, and spoils the last block of channels for some shapes in channels-last memory. So here
/// they run in channels-last memory where a <see cref="ConvolutionTrial"/> has shown that this is right, and as matrix products elsewhere.
/// </summary>
internal static class LayerConvolution
{
    /// <summary>The convolution of a map.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="map">N x C x H x W, in any memory order.</param>
    /// <param name="twice">Whether the gradient has a gradient of its own: in that of oneDNN's the batch stands where channels do.</param>
    /// <returns>N x C' x H' x W'.</returns>
    public static Tensor Run(Conv2d layer, Tensor map, bool twice = false)
    {
        if (!IsForOneDnn(map))
            return layer.forward(map);
        (Tensor padded, long[] padding) = ConvolutionPadding.Of(layer, map);
        var shape = ConvolutionShape.Of(layer, padded, padding);
        // As a matrix product it is as fast, and always right.
        if (shape.IsOfOnePixel)
            return ConvolutionProduct.OfPixels(layer, padded);
        return twice || !ConvolutionTrial.IsSound(shape) ? ConvolutionProduct.Of(layer, padded, padding) : OneDnn(layer, padded, padding);
    }

    /// <summary>Whether libtorch may give the map to oneDNN.</summary>
    public static bool IsForOneDnn(Tensor map) =>
        map.device_type == DeviceType.CPU && map.dtype == ScalarType.Float32 && map.Dimensions == 4;

    private static Tensor OneDnn(Conv2d layer, Tensor padded, long[] padding) =>
        conv2d(ChannelsLast.Of(padded), layer.weight, layer.bias, layer.stride, padding, layer.dilation, layer.groups);
}
