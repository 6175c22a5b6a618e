using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Convolutions;

/// <summary>What decides how oneDNN computes a convolution: the layer, its map, and the threads. Lengths are (height, width).</summary>
/// <param name="Batch">Images: oneDNN goes by them too.</param>
/// <param name="Input">Channels of the map.</param>
/// <param name="Output">Channels of the result.</param>
/// <param name="Map">The map's size.</param>
/// <param name="Kernel">The kernel's size.</param>
/// <param name="Stride">The steps.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Dilation">The kernel's steps.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Threads">torch's threads.</param>
internal readonly record struct ConvolutionShape(
    long Batch,
    long Input,
    long Output,
    (long, long) Map,
    (long, long) Kernel,
    (long, long) Stride,
    (long, long) Padding,
    (long, long) Dilation,
    long Groups,
    int Threads)
{
    /// <summary>Whether it is a matrix product of each pixel's channels.</summary>
    public bool IsOfOnePixel => Kernel == (1, 1) && Padding == (0, 0) && Groups == 1;

    /// <summary>Whether it leaves pixels out.</summary>
    public bool IsOfPickedPixels => Kernel == (1, 1) && Stride != (1, 1);

    /// <summary>
    /// Whether the map or the result has one channel and several pixels: in memory that is channels-last and contiguous at once, and oneDNN
    /// may read it as the latter, which is right or wrong as freed memory has it. No trial can tell.
    /// </summary>
    public bool IsOfOneChannel => Input == 1 || (Output == 1 && Result != (1, 1));

    /// <summary>
    /// Whether it has groups and dilation: with AVX-512 the gradient of the map is wrong for some channels always, for others now and then.
    /// </summary>
    public bool IsDilatedInGroups => Groups > 1 && Dilation != (1, 1);

    /// <summary>The result's size.</summary>
    public (long Height, long Width) Result => (
        Length(Map.Item1, Kernel.Item1, Stride.Item1, Padding.Item1, Dilation.Item1),
        Length(Map.Item2, Kernel.Item2, Stride.Item2, Padding.Item2, Dilation.Item2));

    /// <param name="layer">The layer.</param>
    /// <param name="map">Its input, padded where the layer pads by anything but zeros alike on both sides.</param>
    /// <param name="padding">The zeros on each side that are still to come.</param>
    public static ConvolutionShape Of(Conv2d layer, Tensor map, long[] padding)
    {
        long[] shape = map.shape;
        return new(
            shape[0], layer.in_channels, layer.out_channels, (shape[2], shape[3]),
            Pair(layer.kernel_size), Pair(layer.stride), Pair(padding), Pair(layer.dilation), layer.groups, get_num_threads());
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Batch} of {Input}x{Map.Item1}x{Map.Item2} -> {Output}, kernel {Kernel.Item1}x{Kernel.Item2}, stride {Stride.Item1}")
        + (Dilation == (1, 1) ? "" : FormattableString.Invariant($", dilation {Dilation.Item1}"))
        + (Groups == 1 ? "" : FormattableString.Invariant($", {Groups} groups"));

    private static long Length(long side, long kernel, long stride, long padding, long dilation) =>
        (side + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;

    private static (long, long) Pair(long[] lengths) => lengths is [long one] ? (one, one) : (lengths[0], lengths[1]);
}
