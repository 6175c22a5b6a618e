using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Makes the networks of a ring, their transfer layers and their discriminators, all decided by one seed.</summary>
internal static class RingBuilder
{
    /// <summary>
    /// Maps are compared in the shape of the deployed student's: its transfer layer is then the identity and cannot fool the discriminator in
    /// its stead (method.md, trap 2).
    /// </summary>
    public static Ring Build(
        IReadOnlyList<IStudentNetwork> students,
        int deployed,
        ImageShape input,
        int classCount,
        int seed,
        Device device,
        PeerOptimizers optimizers)
    {
        StudentModule[] networks = [.. students.Select((student, k) => Seeded(seed, k, 0, () => student.Create(input.Channels, classCount)))];
        FeatureShape[] shapes = [.. networks.Select(network => FeatureShapeOf(network, input))];
        var peers = new List<Peer>();
        for (int k = 0; k < students.Count; k++)
        {
            TransferLayer transfer = Seeded(seed, k, 1, () => new TransferLayer(shapes[k], shapes[deployed]));
            Discriminator discriminator = Seeded(seed, k, 2, () => new Discriminator(shapes[deployed]));
            peers.Add(new Peer(students[k].Name, networks[k].to(device), transfer.to(device), discriminator.to(device), optimizers));
        }

        return new Ring(peers);
    }

    /// <summary>The shape of a network's feature map, found by running it once on an empty image.</summary>
    public static FeatureShape FeatureShapeOf(StudentModule network, ImageShape input)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        network.eval();
        // Two images: with one, libtorch tries NNPACK and writes a warning to the console for every convolution.
        Tensor map = network.forward(zeros([2, input.Height, input.Width, input.Channels]).permute(0, 3, 1, 2)).FeatureMap;
        network.train();
        return new FeatureShape((int)map.shape[1], (int)map.shape[2], (int)map.shape[3]);
    }

    // Each part has a seed of its own, so that a network starts alike whatever else is in the ring.
    private static T Seeded<T>(int seed, int k, int part, Func<T> make)
    {
        using var scope = new TorchRandomScope(HashCode(seed, k, part));
        return make();
    }

    private static long HashCode(int seed, int k, int part) => (((long)seed << 8) + k) * 8 + part;
}
