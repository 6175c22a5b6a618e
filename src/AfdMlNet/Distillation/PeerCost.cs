using AfdMlNet.Images;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>How long a network's parts of a step take, in a unit of their own: what work is shared out by.</summary>
/// <param name="Inference">f, z = net(x).</param>
/// <param name="LogitGradients">Those of equation (1).</param>
/// <param name="MapGradients">Those of equation (3).</param>
internal readonly record struct PeerCost(double Inference, double LogitGradients, double MapGradients)
{
    // A layer's input and its weights have a gradient each, and each costs as much as the layer.
    private const double Backward = 2;

    /// <summary>Estimated by running the network once on empty images.</summary>
    public static PeerCost Of(StudentModule network, ImageShape input, bool lastStageOnly)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        network.eval();
        var early = new CountingLayers();
        var late = new CountingLayers();
        var classifier = new CountingLayers();
        Tensor image = Empty(input);
        Tensor map = lastStageOnly && network is IStagedNetwork staged
            ? staged.LastStage(late, staged.EarlyFeatures(early, image))
            : network.Features(late, image);
        network.Classify(classifier, map);
        network.train();
        double inference = early.Cost + late.Cost + classifier.Cost;
        return new PeerCost(inference, Backward * inference, Backward * late.Cost);
    }

    /// <summary>Two images: with one, libtorch tries NNPACK and writes a warning to the console for every convolution.</summary>
    public static Tensor Empty(ImageShape input) => zeros([2, input.Height, input.Width, input.Channels]).permute(0, 3, 1, 2);
}
