using AfdMlNet.Distillation;
using AfdMlNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>The invariants of docs/method.md.</summary>
[TestClass]
public sealed class NetworkStepTests
{
    private static readonly TrainingPlan _afd = new()
    {
        Epochs = 1,
        // Rates at which one step shows.
        FeatureOptimizer = new AdamOptions { LearningRate = 0.01, WeightDecay = 0 },
        DiscriminatorOptimizer = new AdamOptions { LearningRate = 0.01, WeightDecay = 0 },
    };

    private static readonly TrainingPlan _noLogits = _afd with { LogitOptimizer = new SgdOptions { LearningRate = 0 } };

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Step_RingOfTwo_EqualsTheTwoNetworkEquations(bool twoForwards)
    {
        using var ours = new RingFixture(plan: _afd with { TwoForwards = twoForwards });
        using var reference = new RingFixture(plan: _afd);
        (Peer first, Peer second) = (reference.Ring[0], reference.Ring[1]);

        ours.Step();
        if (twoForwards)
            TwoNetworks.StepInThePapersOrder(first, second, reference.Images, reference.Labels, _afd.Temperature);
        else
            TwoNetworks.Step(first, second, reference.Images, reference.Labels, _afd.Temperature);

        AssertAlike(reference.Weights(), ours.Weights());
        for (int k = 0; k < 2; k++)
            AssertAlike(
                RingFixture.Values(reference.Ring[k].DiscriminatorParameters), RingFixture.Values(ours.Ring[k].DiscriminatorParameters));
    }

    [TestMethod]
    public void Step_TwoForwards_DiffersFromOneForward()
    {
        using var shared = new RingFixture(plan: _afd);
        using var separate = new RingFixture(plan: _afd with { TwoForwards = true });

        shared.Step();
        separate.Step();

        CollectionAssert.AreNotEqual(shared.Weights(), separate.Weights());
    }

    [TestMethod]
    public void Learn_RingOfThree_ComparesWithThePredecessor()
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture(widths: [4, 4, 4]);
        StepInOneThread step = fixture.Inferred();
        Inference[] before = [.. Enumerable.Range(0, 3).Select(k => step[k].Own)];
        Discriminator discriminator = fixture.Ring[1].Heads[0].Discriminator;
        float expectedLoss = new LeastSquaresLoss().Discriminator(
            discriminator.Score(before[0].Maps[0]), discriminator.Score(before[1].Maps[0])).ToSingle();
        float otherLoss = new LeastSquaresLoss().Discriminator(
            discriminator.Score(before[2].Maps[0]), discriminator.Score(before[1].Maps[0])).ToSingle();
        float expectedKl = LogitLoss.KullbackLeibler([before[0].Logits], before[1].Logits, 3).ToSingle();

        StepTerms terms = step.Learn(1);

        Assert.AreEqual(expectedLoss, terms[Term.DiscriminatorLoss].ToSingle(), 1e-6);
        Assert.IsGreaterThan(1e-4, Math.Abs(expectedLoss - otherLoss));
        Assert.AreEqual(expectedKl, terms[Term.KullbackLeibler].ToSingle(), 1e-6);
    }

    [TestMethod]
    public void AdversarialGradient_Classifier_GetsNothing()
    {
        using var fixture = new RingFixture(plan: _noLogits);
        float[] classifier = Classifier(fixture.Ring[0]);
        float[] features = RingFixture.Values(fixture.Ring[0].GeneratorParameters);

        fixture.Step();

        CollectionAssert.AreEqual(classifier, Classifier(fixture.Ring[0]));
        CollectionAssert.AreNotEqual(features, RingFixture.Values(fixture.Ring[0].GeneratorParameters));
    }

    [TestMethod]
    public void GeneratorLoss_Discriminator_GetsNothing()
    {
        using var fixture =
            new RingFixture(plan: _afd with { DiscriminatorOptimizer = new AdamOptions { LearningRate = 0, WeightDecay = 0 } });
        float[] before = RingFixture.Values(fixture.Ring[0].DiscriminatorParameters);

        fixture.Step();

        CollectionAssert.AreEqual(before, RingFixture.Values(fixture.Ring[0].DiscriminatorParameters));
    }

    [TestMethod]
    public void DiscriminatorLoss_Networks_GetNothing()
    {
        using var fixture = new RingFixture(
            plan: _noLogits with { FeatureOptimizer = new AdamOptions { LearningRate = 0, WeightDecay = 0 } }, widths: [4, 6]);
        float[] before = fixture.Weights();
        float[] transfer = RingFixture.Values(fixture.Ring[1].TransferParameters);
        float[] discriminator = RingFixture.Values(fixture.Ring[0].DiscriminatorParameters);

        fixture.Step();

        CollectionAssert.AreEqual(before, fixture.Weights());
        CollectionAssert.AreEqual(transfer, RingFixture.Values(fixture.Ring[1].TransferParameters));
        CollectionAssert.AreNotEqual(discriminator, RingFixture.Values(fixture.Ring[0].DiscriminatorParameters));
    }

    [TestMethod]
    public void Learn_OneNetwork_LeavesItsPredecessorAsItIs()
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture(plan: _afd, widths: [4, 6]);
        float[] before = RingFixture.Values([.. fixture.Ring[1].NetworkParameters, .. fixture.Ring[1].TransferParameters]);
        StepInOneThread step = fixture.Inferred();

        step.Learn(0);

        CollectionAssert.AreEqual(
            before, RingFixture.Values([.. fixture.Ring[1].NetworkParameters, .. fixture.Ring[1].TransferParameters]));
        Assert.IsTrue(fixture.Ring[1].NetworkParameters.All(parameter => parameter.grad is null));
    }

    [TestMethod]
    public void Step_DifferentWidths_TrainsTransferLayers()
    {
        using var fixture = new RingFixture(plan: _afd, widths: [4, 6, 8]);
        float[] before = RingFixture.Values(fixture.Ring[2].TransferParameters);

        fixture.Step();

        Assert.IsEmpty(fixture.Ring[0].TransferParameters);
        CollectionAssert.AreNotEqual(before, RingFixture.Values(fixture.Ring[2].TransferParameters));
    }

    [TestMethod]
    public void Step_AdamRateZero_EqualsLogitDistillationBitForBit()
    {
        var off = new AdamOptions { LearningRate = 0 };
        using var adversarial = new RingFixture(plan: _afd with { FeatureOptimizer = off, DiscriminatorOptimizer = off });
        using var logits = new RingFixture(plan: _afd with { Method = DistillationMethod.Dml });

        for (int i = 0; i < 3; i++)
        {
            adversarial.Step();
            logits.Step();
        }

        CollectionAssert.AreEqual(logits.Weights(), adversarial.Weights());
    }

    [TestMethod]
    public void Step_Dml_EqualsMutualLearning()
    {
        using var ours = new RingFixture();
        using var reference = new RingFixture();

        ours.Step(DistillationMethod.Dml);
        TwoNetworks.MutualLearningStep(reference.Ring[0], reference.Ring[1], reference.Images, reference.Labels, 3);

        AssertAlike(reference.Weights(), ours.Weights());
    }

    [TestMethod]
    public void Step_Independent_DoesNotDependOnThePeer()
    {
        using var pair = new RingFixture(widths: [4, 6]);
        using var other = new RingFixture(widths: [4, 8]);

        pair.Step(DistillationMethod.Independent);
        other.Step(DistillationMethod.Independent);

        CollectionAssert.AreEqual(RingFixture.Values(other.Ring[0].NetworkParameters), RingFixture.Values(pair.Ring[0].NetworkParameters));
    }

    [TestMethod]
    public void Step_SameSeed_GivesTheSameBits()
    {
        using var first = new RingFixture(seed: 5);
        using var second = new RingFixture(seed: 5);
        using var other = new RingFixture(seed: 6);

        first.Step();
        second.Step();
        other.Step();

        CollectionAssert.AreEqual(first.Weights(), second.Weights());
        CollectionAssert.AreNotEqual(first.Weights(), other.Weights());
    }

    private static float[] Classifier(Peer peer) => RingFixture.Values(peer.Network.Classifier.parameters());

    private static void AssertAlike(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f);
    }

    /// <summary>
    /// The method for two networks, written out as in the paper and independently of the ring: each loss by backward, D run anew for each.
    /// </summary>
    private static class TwoNetworks
    {
        public static void MutualLearningStep(Peer a, Peer b, Tensor x, Tensor y, double tau)
        {
            using var scope = NewDisposeScope();
            Tensor za = a.Network.forward(x).Logits;
            Tensor zb = b.Network.forward(x).Logits;
            Logit(za, zb, y, tau).backward();
            Logit(zb, za, y, tau).backward();
            foreach (Peer peer in new[] { a, b })
            {
                peer.LogitOptimizer.step();
                peer.LogitOptimizer.zero_grad();
            }
        }

        public static void StepInThePapersOrder(Peer a, Peer b, Tensor x, Tensor y, double tau)
        {
            MutualLearningStep(a, b, x, y, tau);
            using var scope = NewDisposeScope();
            (Tensor fa, Tensor fb) = (a.Network.forward(x).FeatureMap, b.Network.forward(x).FeatureMap);
            Apply(a, Maps(a, fa, fb));
            Apply(b, Maps(b, fb, fa));
        }

        public static void Step(Peer a, Peer b, Tensor x, Tensor y, double tau)
        {
            using var scope = NewDisposeScope();
            (Tensor fa, Tensor za) = a.Network.forward(x);
            (Tensor fb, Tensor zb) = b.Network.forward(x);
            var ga = Maps(a, fa, fb);
            var gb = Maps(b, fb, fa);
            Logit(za, zb, y, tau).backward();
            Logit(zb, za, y, tau).backward();
            foreach (Peer peer in new[] { a, b })
            {
                peer.LogitOptimizer.step();
                peer.LogitOptimizer.zero_grad();
            }

            Apply(a, ga);
            Apply(b, gb);
        }

        private static Tensor Logit(Tensor z, Tensor peer, Tensor y, double tau)
        {
            Tensor target = (peer.detach() / tau).softmax(1);
            Tensor divergence = (target * (target.log() - (z / tau).log_softmax(1))).sum(1).mean();
            return nn.functional.cross_entropy(z, y) + tau * tau * divergence;
        }

        private static (IList<Tensor> Feature, IList<Tensor> Discriminator) Maps(Peer own, Tensor f, Tensor peer)
        {
            Tensor generator = (1 - own.Heads[0].Discriminator.forward(f)).pow(2).mean();
            Tensor discriminator = (1 - own.Heads[0].Discriminator.forward(peer.detach())).pow(2).mean()
                + own.Heads[0].Discriminator.forward(f.detach()).pow(2).mean();
            return (autograd.grad([generator], [.. own.GeneratorParameters], retain_graph: true),
                autograd.grad([discriminator], [.. own.DiscriminatorParameters]));
        }

        private static void Apply(Peer own, (IList<Tensor> Feature, IList<Tensor> Discriminator) gradients)
        {
            Apply(own.FeatureOptimizer, own.GeneratorParameters, gradients.Feature);
            Apply(own.DiscriminatorOptimizer, own.DiscriminatorParameters, gradients.Discriminator);
        }

        private static void Apply(optim.Optimizer optimizer, IReadOnlyList<Parameter> parameters, IList<Tensor> gradients)
        {
            foreach ((Parameter parameter, Tensor gradient) in parameters.Zip(gradients))
                parameter.grad = gradient;
            optimizer.step();
            optimizer.zero_grad();
        }
    }
}
