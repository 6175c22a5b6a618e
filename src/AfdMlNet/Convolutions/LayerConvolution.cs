using AfdMlNet.Runtime;
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
    /// <exception cref="OperationCanceledException">See <see cref="HeededStop"/>.</exception>
    public static Tensor Run(Conv2d layer, Tensor map, bool twice = false)
    {
        HeededStop.ThrowIfAsked();
        if (!IsGuarded(map))
            return layer.forward(map);
        (Tensor padded, long[] padding) = ConvolutionPadding.Of(layer, map);
        var shape = ConvolutionShape.Of(layer, padded, padding);
        // As a matrix product it is as fast, and always right.
        if (shape.IsOfOnePixel)
            return ConvolutionProduct.OfPixels(layer, padded);
        return !twice && IsForOneDnn(padded) && ConvolutionTrial.IsSound(shape)
            ? OneDnn(layer, padded, padding)
            : ConvolutionProduct.Of(layer, padded, padding);
    }

    /// <summary>Whether libtorch gives the map to oneDNN. A single image goes to NNPACK, which no trial has seen.</summary>
    public static bool IsForOneDnn(Tensor map) => IsGuarded(map) && map.dtype == ScalarType.Float32 && map.shape[0] > 1;

    // In double precision libtorch asks for NNPACK too, and complains on the console where the processor has none for it.
    private static bool IsGuarded(Tensor map) =>
        map.device_type == DeviceType.CPU && map.Dimensions == 4 && (map.dtype is ScalarType.Float32 or ScalarType.Float64);

    private static Tensor OneDnn(Conv2d layer, Tensor padded, long[] padding) =>
        conv2d(ChannelsLast.Of(padded), layer.weight, layer.bias, layer.stride, padding, layer.dilation, layer.groups);
}
