using AfdMlNet.Images;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>What running a network once on empty images tells of it.</summary>
/// <param name="Shapes">The shapes of its maps at each depth that is compared.</param>
/// <param name="Cost">How long its parts of a step take.</param>
internal sealed record NetworkProfile(IReadOnlyList<FeatureShape> Shapes, PeerCost Cost)
{
    // A layer's input and its weights have a gradient each, and each costs as much as the layer.
    private const double Backward = 2;

    /// <param name="network">The network, on the CPU; afterwards it is in training mode.</param>
    /// <param name="input">The shape of its images.</param>
    /// <param name="twoDepths">Whether maps are compared before the last stage too.</param>
    /// <param name="lastStageOnly">Whether the gradient of equation (3) goes back through the last stage only.</param>
    public static NetworkProfile Of(StudentModule network, ImageShape input, bool twoDepths = false, bool lastStageOnly = false)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        network.eval();
        // Two images: with one, libtorch tries NNPACK and writes a warning to the console for every convolution.
        Tensor image = zeros([2, input.Height, input.Width, input.Channels]).permute(0, 3, 1, 2);
        var early = new CountingLayers();
        var late = new CountingLayers();
        var classifier = new CountingLayers();
        var maps = new List<Tensor>();
        if ((twoDepths || lastStageOnly) && network is IStagedNetwork staged)
        {
            maps.Add(staged.EarlyFeatures(early, image));
            maps.Add(staged.LastStage(late, maps[0]));
        }
        else
        {
            maps.Add(network.Features(late, image));
        }

        network.Classify(classifier, maps[^1]);
        network.train();
        double features = early.Cost + late.Cost;
        double inference = features + classifier.Cost;
        return new NetworkProfile(
            [.. (twoDepths ? maps : maps.TakeLast(1))
                .Select(map => new FeatureShape((int)map.shape[1], (int)map.shape[2], (int)map.shape[3]))],
            new PeerCost(inference, Backward * inference, Backward * (lastStageOnly ? late.Cost : features)));
    }
}
