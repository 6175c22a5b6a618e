using AfdMlNet.Images;

namespace AfdMlNet.Onnx;

/// <summary>What a student's ONNX file says beside its weights.</summary>
/// <param name="Input">The image's size, fixed in the graph.</param>
/// <param name="Mean">What is subtracted from each channel, in the units of the input (0 to 255 for plain pixels).</param>
/// <param name="StandardDeviation">What each channel is then divided by, in the same units; not 0.</param>
/// <param name="ClassNames">The class of each logit.</param>
/// <param name="Metadata">Further entries for the file's metadata; none may bear a name from <see cref="OnnxNames"/>.</param>
/// <param name="Opset">The operator set, 13 to 22.</param>
/// <param name="Interleaved">Whether the input is N x H x W x C, as decoded pixels lie, in place of N x C x H x W.</param>
internal sealed record OnnxModelSpec(
    ImageShape Input,
    float[] Mean,
    float[] StandardDeviation,
    IReadOnlyList<string> ClassNames,
    IReadOnlyDictionary<string, string> Metadata,
    int Opset = OnnxOpset.Default,
    bool Interleaved = false)
{
    /// <summary>How the pixels come from bytes: they are bytes where nothing else is said.</summary>
    public PixelScale PixelScale { get; init; } = PixelScale.Bytes;

    /// <summary>Checks that the parts agree with each other and with the network.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void Check(long outputs)
    {
        OnnxOpset.Check(Opset);
        if (Input.Width < 1 || Input.Height < 1 || Input.Channels < 1)
            throw new ArgumentException($"An input of {Input} has no pixels.");
        if (Mean.Length != Input.Channels || StandardDeviation.Length != Input.Channels)
            throw new ArgumentException(
                $"{Mean.Length} means and {StandardDeviation.Length} standard deviations for {Input.Channels} channels.");
        if (Array.Exists(StandardDeviation, deviation => deviation == 0 || !float.IsFinite(deviation)))
            throw new ArgumentException("A standard deviation is 0 or not finite.");
        if (ClassNames.Count != outputs)
            throw new ArgumentException($"{ClassNames.Count} class names for {outputs} logits.");
    }
}
