using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AfdMlNet.Convolutions;

/// <summary>A convolution as a product of matrices, which oneDNN does not touch: neither its gradients, nor theirs.</summary>
internal static class ConvolutionProduct
{
    /// <summary>The convolution of one pixel: no slower than oneDNN's.</summary>
    /// <param name="layer">A layer of kernel 1x1, without groups and padding.</param>
    /// <param name="map">N x C x H x W.</param>
    public static Tensor OfPixels(Conv2d layer, Tensor map)
    {
        long[] stride = layer.stride;
        Tensor picked = stride is [1, 1] ? map : avg_pool2d(map, [1, 1], stride);
        Tensor weight = layer.weight.reshape(layer.out_channels, layer.in_channels);
        return linear(picked.permute(0, 2, 3, 1), weight, layer.bias).permute(0, 3, 1, 2);
    }

    /// <summary>Any other: the windows that the kernel meets are laid out as columns.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="map">N x C x H x W.</param>
    /// <param name="padding">Zeros on each side.</param>
    public static Tensor Of(Conv2d layer, Tensor map, long[] padding)
    {
        long[] shape = map.shape;
        long groups = layer.groups;
        // N x groups x values of a window x windows.
        Tensor columns = unfold(map, Pair(layer.kernel_size), Pair(layer.dilation), Pair(padding), Pair(layer.stride))
            .reshape(shape[0], groups, layer.in_channels / groups * layer.kernel_size.Aggregate((x, y) => x * y), -1);
        Tensor product = layer.weight.reshape(groups, layer.out_channels / groups, -1).matmul(columns);
        Tensor result = product.reshape(shape[0], layer.out_channels, Length(0), Length(1));
        return layer.bias is { } bias ? result.Plus(bias.view(1, -1, 1, 1)) : result;

        long Length(int side) =>
            (shape[2 + side] + 2 * padding[side] - layer.dilation[side] * (layer.kernel_size[side] - 1) - 1) / layer.stride[side] + 1;
    }

    private static (long, long) Pair(long[] lengths) => (lengths[0], lengths[1]);
}
