using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AfdMlNet.Convolutions;

/// <summary>What a layer puts around a map.</summary>
internal static class ConvolutionPadding
{
    /// <param name="layer">The layer.</param>
    /// <param name="map">Its input.</param>
    /// <returns>The map with all padding that is not zeros alike on both sides, and those zeros: above and below, left and right.</returns>
    public static (Tensor Map, long[] Zeros) Of(Conv2d layer, Tensor map)
    {
        if (layer is { padding_mode: PaddingModes.Zeros, padding: { } zeros })
            return (map, zeros);
        long[] before = layer.padding ?? [.. Total(layer).Select(total => total / 2)];
        long[] after = layer.padding ?? [.. Total(layer).Zip(before, (total, first) => total - first)];
        if (layer.padding_mode == PaddingModes.Zeros && before.SequenceEqual(after))
            return (map, before);
        return (pad(map, [before[1], after[1], before[0], after[0]], layer.padding_mode), [0, 0]);
    }

    // PyTorch puts the odd row or column at the end.
    private static IEnumerable<long> Total(Conv2d layer) =>
        layer.kernel_size.Zip(layer.dilation, (kernel, dilation) => layer.padding_type == Padding.Same ? dilation * (kernel - 1) : 0);
}
