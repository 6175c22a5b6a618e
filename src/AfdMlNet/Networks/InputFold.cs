using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// Makes a network with weights for one normalisation of its input read another. With pixels p, weights for y = (p - M) / S and an input
/// x = (p - m) / s, y is (s / S) x + (m - M) / S: the factor goes into the first convolution, the constant into the mean of its batch norm.
/// </summary>
/// <remarks>Exact but for the padding, where zero stands for the other mean.</remarks>
internal static class InputFold
{
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="weights">What its weights were trained for.</param>
    /// <param name="input">What its input is.</param>
    /// <exception cref="ArgumentException">The network does not begin with a convolution and its batch norm.</exception>
    public static void Apply(StudentModule network, ImageNormalization weights, ImageNormalization input)
    {
        if (weights == input)
            return;
        if (network is not IStemmedNetwork { StemNormalization.running_mean: { } mean } stem)
            throw new ArgumentException(
                $"{network.GetName()} asks for another normalisation than the rest of its ring: train it in a ring of its own, or ask for "
                    + "the same.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (ChannelNormalization From, ChannelNormalization To)[] channels = [.. weights.Channels.Zip(input.Channels)];
        Tensor factor = tensor([.. channels.Select(c => c.To.Deviation / c.From.Deviation)], dtype: ScalarType.Float64).reshape(1, 3, 1, 1);
        Tensor constant =
            tensor([.. channels.Select(c => (c.To.Mean - c.From.Mean) / c.From.Deviation)], dtype: ScalarType.Float64).reshape(1, 3, 1, 1);
        Tensor weight = stem.StemConvolution.weight.to(ScalarType.Float64);
        mean.copy_(mean.to(ScalarType.Float64).sub((weight * constant).sum([1, 2, 3])));
        stem.StemConvolution.weight.copy_(weight * factor);
    }
}
