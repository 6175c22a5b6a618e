using System.Runtime.InteropServices;
using AfdMlNet.Convolutions;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// Runs a network of a user's own once on memory full of NaN and once in double precision: calls that no hook sees, such as
/// <c>functional.conv2d</c>, are found out here.
/// </summary>
internal static class NetworkTrial
{
    private const int Images = 3;
    private const long Poisoned = 16 << 20;

    // Rounding turns single ReLUs on or off; a wrong convolution is off by a tenth.
    private const double Tolerance = 2e-2;

    /// <summary>Whether the network is not one of ours, whose convolutions all go through <see cref="LayerConvolution"/>.</summary>
    public static bool IsNeeded(StudentModule network) => network.GetType().Assembly != typeof(StudentModule).Assembly;

    /// <param name="name">The network's name.</param>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="copy">Another one of the same recipe; left in double precision.</param>
    /// <param name="input">The shape of its images.</param>
    /// <returns>Why it could not be tried; null where it is right.</returns>
    /// <exception cref="InvalidOperationException">It is wrong.</exception>
    public static string? Run(string name, StudentModule network, StudentModule copy, ImageShape input)
    {
        using var scope = NewDisposeScope();
        Become(copy, network);
        var random = new Random(1);
        float[] pixels = [.. Enumerable.Range(0, Images * input.Length).Select(_ => random.NextSingle() * 2 - 1)];
        Tensor images = tensor(pixels).view(Images, input.Height, input.Width, input.Channels).permute(0, 3, 1, 2);
        IReadOnlyList<Tensor> exact;
        try
        {
            exact = MapLogitsGradients(copy, images.to(ScalarType.Float64));
        }
        catch (ExternalException error)
        {
            return $"{name} does not run in double precision, so its convolutions could not be compared: {error.Message.Split('\n')[0]}";
        }

        using PoisonedMemory poison = PoisonedMemory.Fill(Poisoned);
        IReadOnlyList<Tensor> computed = MapLogitsGradients(network, images);
        double largest = exact.Zip(computed).Max(pair => DoublePrecision.Error(pair.First, pair.Second));
        return largest < Tolerance ? null : throw new InvalidOperationException(FormattableString.Invariant(
            $"{name} does not compute what it does in double precision (off by {largest:0.##} of the largest value): ")
            + "it calls a convolution past AfdMlNet, which libtorch gets wrong on a CPU for some shapes (docs/convolutions.md). "
            + "Call layers.Convolution(map, layer) for each of them, or the layer's call(map): neither functional.conv2d nor its forward.");
    }

    private static void Become(StudentModule copy, StudentModule network)
    {
        copy.to(ScalarType.Float64);
        using var _ = no_grad();
        (Tensor To, Tensor From)[] pairs =
            [.. copy.parameters().Zip<Tensor, Tensor>(network.parameters()), .. copy.buffers().Zip(network.buffers())];
        foreach ((Tensor to, Tensor from) in pairs)
            to.copy_(from);
    }

    private static List<Tensor> MapLogitsGradients(StudentModule network, Tensor images)
    {
        network.eval();
        (Tensor map, Tensor logits) = network.forward(images);
        Parameter[] parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
        IList<Tensor> gradients = autograd.grad([logits.Squared().sum()], parameters, allow_unused: true);
        network.train();
        return [map, logits, .. gradients.Where(gradient => gradient is not null)];
    }
}
