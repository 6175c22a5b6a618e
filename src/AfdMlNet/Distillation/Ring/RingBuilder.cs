using AfdMlNet.Convolutions;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Makes the networks of a ring, their transfer layers and their discriminators, all decided by one seed.</summary>
internal static class RingBuilder
{
    /// <summary>
    /// Maps are compared in the shape of the deployed student's: its transfer layer is then the identity and cannot fool the discriminator
    /// in its stead (docs/method.md, trap 2). A teacher that stands still has them compared in its own shape: nothing would train its
    /// transfer layer.
    /// </summary>
    /// <exception cref="ArgumentException">A network is not <see cref="IStagedNetwork"/> and would have to be.</exception>
    public static Ring Build(RingPlan plan, Placement placement, PeerOptimizers optimizers)
    {
        StudentModule[] networks = [.. plan.Students.Select((student, k) => Seeded(plan, k, 0, () => Create(student, plan)))];
        if (plan.TwoDepths || plan.Adversarial.LastStageOnly)
            CheckStaged(networks, plan);
        NetworkProfile[] profiles =
            [.. networks.Select(network => NetworkProfile.Of(network, plan.Input, plan.TwoDepths, plan.Adversarial.LastStageOnly))];
        return new Ring([.. plan.Students.Select((student, k) => Peer(k, student, networks[k], profiles, plan, placement, optimizers))]);
    }

    private static Peer Peer(
        int k, IStudentNetwork student, StudentModule network, NetworkProfile[] profiles, RingPlan plan, Placement placement,
        PeerOptimizers optimizers)
    {
        Device device = placement[k];
        var heads = new List<AdversarialHead>();
        // The last stage's parts are drawn first, so that they are the same with one depth and with two.
        for (int depth = profiles[k].Shapes.Count - 1, part = 1; depth >= 0; depth--, part += 2)
        {
            (FeatureShape from, FeatureShape to) = (profiles[k].Shapes[depth], profiles[plan.ReferenceStudent].Shapes[depth]);
            heads.Insert(0, new AdversarialHead(
                Seeded(plan, k, part, () => new TransferLayer(from, to)).to(device),
                Seeded(plan, k, part + 1, () => new Discriminator(to, plan.Adversarial.SpectralNorm)).to(device)));
        }

        network.to(device);
        IReadOnlyList<Parameter> generatorParameters =
            [.. plan.Adversarial.LastStageOnly ? ((IStagedNetwork)network).LastStageParameters() : network.FeatureParameters()];
        return new Peer(student.Name, network, heads, generatorParameters, optimizers)
        {
            Device = device,
            Cost = profiles[k].Cost,
            LearningRateFactor = student.LearningRateFactor,
            Copy = placement.Copy,
            Average = plan.WeightAverage is { } average ? new WeightAverage(network, Blank(student, plan).to(device), average.Decay) : null,
            AverageTeaches = plan.WeightAverage?.Teaches ?? false,
            DeploysAverage = plan.WeightAverage?.Deploys ?? false,
        };
    }

    private static StudentModule Create(IStudentNetwork student, RingPlan plan)
    {
        StudentModule network = student.Create(plan.Input.Channels, plan.ClassCount);
        if ((student.Normalization, plan.Normalization) is ({ } own, { } shared))
            InputFold.Apply(network, own, shared);
        ConvolutionHooks.Install(network);
        return network;
    }

    // Its weights are overwritten: a file of pretrained ones need not be read once more.
    private static StudentModule Blank(IStudentNetwork student, RingPlan plan) =>
        Seeded(plan, 0, 0, () => Create(student is PretrainedNetwork started ? started.Network : student, plan));

    private static void CheckStaged(StudentModule[] networks, RingPlan plan)
    {
        string[] others = [.. plan.Students.Where((_, k) => networks[k] is not IStagedNetwork).Select(student => student.Name).Distinct()];
        if (others.Length > 0)
            throw new ArgumentException(
                $"Adversarial.{(plan.TwoDepths ? "TwoDepths" : "LastStageOnly")} needs networks whose last stage is known, and "
                + $"{string.Join(", ", others)} "
                + "does not say: implement IStagedNetwork in its StudentModule, or leave the option off.");
    }

    // Each part has a seed of its own, so that a network starts alike whatever else is in the ring.
    private static T Seeded<T>(RingPlan plan, int k, int part, Func<T> make)
    {
        using var scope = new TorchRandomScope(HashCode(plan.Seed, k, part));
        return make();
    }

    private static long HashCode(int seed, int k, int part) => (((long)seed << 8) + k) * 8 + part;
}
