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
    public static Tensor Of(Conv2d layer, Tensor map, long[] padding) =>
        Of(ConvolutionShape.Of(layer, map, padding), layer.weight, layer.bias, map);

    /// <summary>The same with a weight that is no layer's.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weight">C' x C / groups x kernel.</param>
    /// <param name="bias">C'; null for none.</param>
    /// <param name="map">N x C x H x W.</param>
    public static Tensor Of(ConvolutionShape shape, Tensor weight, Tensor? bias, Tensor map)
    {
        long images = map.shape[0];
        // N x groups x values of a window x windows.
        Tensor columns = unfold(map, shape.Kernel, shape.Dilation, shape.Padding, shape.Stride)
            .reshape(images, shape.Groups, shape.Input / shape.Groups * shape.Kernel.Item1 * shape.Kernel.Item2, -1);
        Tensor product = weight.reshape(shape.Groups, shape.Output / shape.Groups, -1).matmul(columns);
        Tensor result = product.reshape(images, shape.Output, shape.Result.Height, shape.Result.Width);
        return bias is null ? result : result.Plus(bias.view(1, -1, 1, 1));
    }
}
