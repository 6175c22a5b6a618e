using AfdMlNet.Images;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Estimates the memory of a step, from a run of the network at a small size: maps grow with the area of the input.</summary>
internal static class StepMemory
{
    private const int BytesPerValue = 4;

    /// <summary>The bytes of all maps of one image, which training keeps for the gradients.</summary>
    /// <param name="network">The network, on the CPU; afterwards it is in training mode.</param>
    /// <param name="nativeSize">The side in pixels to run it at.</param>
    /// <param name="input">The shape to estimate for.</param>
    public static double PerImage(StudentModule network, int nativeSize, ImageShape input)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        network.eval();
        var layers = new CountingLayers();
        // Two images, as in NetworkProfile.
        network.Classify(layers, network.Features(layers, zeros([2, input.Channels, nativeSize, nativeSize])));
        network.train();
        return layers.Values / 2 * BytesPerValue * input.Width * input.Height / ((double)nativeSize * nativeSize);
    }
}
