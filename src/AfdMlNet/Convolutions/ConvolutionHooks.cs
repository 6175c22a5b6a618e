using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Convolutions;

/// <summary>Guards the convolutions that a network of a user's own calls itself, and not by a network's layer operations.</summary>
internal static class ConvolutionHooks
{
    /// <summary>From then on <c>call</c> of every <see cref="Conv2d"/> in it gives what <see cref="LayerConvolution"/> does.</summary>
    /// <param name="network">The network, whose modules are found by walking its tree.</param>
    public static void Install(nn.Module network)
    {
        foreach (Conv2d layer in network.modules().OfType<Conv2d>())
        {
            layer.register_forward_pre_hook((_, map) => LayerConvolution.IsForOneDnn(map) ? ChannelsLast.Of(Checked(layer, map)) : map);
            layer.register_forward_hook((_, map, result) =>
                LayerConvolution.IsForOneDnn(map) && !IsSound(layer, map) ? LayerConvolution.Run(layer, map) : result);
        }
    }

    // What oneDNN makes of it can be replaced afterwards, unless it writes where it must not.
    private static Tensor Checked(Conv2d layer, Tensor map) => ShapeOf(layer, map).IsOfPickedPixels
        ? throw new NotSupportedException(
            $"The network calls a convolution itself that libtorch cannot be trusted with on a CPU ({ShapeOf(layer, map)}): "
            + "call layers.Convolution(map, layer) in its place.")
        : map;

    private static bool IsSound(Conv2d layer, Tensor map) => ConvolutionTrial.IsSound(ShapeOf(layer, map));

    private static ConvolutionShape ShapeOf(Conv2d layer, Tensor map)
    {
        (Tensor padded, long[] padding) = ConvolutionPadding.Of(layer, map);
        return ConvolutionShape.Of(layer, padded, padding);
    }
}
