using AfdMlNet.Distillation;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using AfdMlNet.Tests.Distributed;
using AfdMlNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>The controls, and what is added to the paper's method: each does what it says and nothing else.</summary>
[TestClass]
public sealed class ImprovementTests
{
    private static readonly AdamOptions _fast = new() { LearningRate = 0.01, WeightDecay = 0 };

    private static readonly TrainingPlan _mapsOnly = new()
    {
        Epochs = 1,
        LogitOptimizer = new SgdOptions { LearningRate = 0 },
        FeatureOptimizer = _fast,
        DiscriminatorOptimizer = _fast,
    };

    [TestMethod]
    public void DecayOnly_WithoutDecay_EqualsMutualLearningBitForBit()
    {
        var plan = new TrainingPlan { Epochs = 1, FeatureOptimizer = _fast, Adversarial = new() { DecayOnly = true } };
        using var control = new RingFixture(plan: plan);
        using var mutual = new RingFixture(plan: plan with { Method = DistillationMethod.Dml });

        control.Step();
        mutual.Step();

        CollectionAssert.AreEqual(mutual.Weights(), control.Weights());
    }

    [TestMethod]
    public void DecayOnly_WithDecay_MovesEveryWeightTowardZero()
    {
        var plan = _mapsOnly with
        {
            FeatureOptimizer = new() { LearningRate = 1e-4, WeightDecay = 0.1 },
            Adversarial = new()
            {
                DecayOnly = true
            },
        };
        using var fixture = new RingFixture(plan: plan);
        float[] before = RingFixture.Values(fixture.Ring[0].GeneratorParameters);

        fixture.Step();

        float[] after = RingFixture.Values(fixture.Ring[0].GeneratorParameters);
        Assert.IsTrue(before.Zip(after).All(pair => pair.First == 0 || Math.Abs(pair.Second) < Math.Abs(pair.First)));
    }

    [TestMethod]
    public void PlaysNoGame_EqualsMutualLearningBitForBit()
    {
        var plan = _mapsOnly with { LogitOptimizer = new SgdOptions() };
        using var between = new RingFixture(plan: plan);
        using var mutual = new RingFixture(plan: plan with { Method = DistillationMethod.Dml });
        using (NewDisposeScope())
        {
            foreach (StepTerms terms in StepInOneThread.Run(between.Ring, plan, between.BatchOfEach(), isAdversarial: false))
                Assert.IsFalse(terms.IsAdversarial);
        }

        mutual.Step();

        CollectionAssert.AreEqual(mutual.Weights(), between.Weights());
    }

    [TestMethod]
    public void LastStageOnly_EarlierStages_GetNothing()
    {
        using var fixture = new RingFixture(plan: _mapsOnly with { Adversarial = new() { LastStageOnly = true } });
        StudentModule network = fixture.Ring[0].Network;
        HashSet<IntPtr> last = [.. ((IStagedNetwork)network).LastStageParameters().Select(parameter => parameter.Handle)];
        Parameter[] early = [.. network.FeatureParameters().Where(parameter => !last.Contains(parameter.Handle))];
        float[] before = RingFixture.Values(early);
        float[] lastBefore = RingFixture.Values(fixture.Ring[0].GeneratorParameters);

        fixture.Step();

        Assert.IsNotEmpty(early);
        CollectionAssert.AreEqual(before, RingFixture.Values(early));
        CollectionAssert.AreNotEqual(lastBefore, RingFixture.Values(fixture.Ring[0].GeneratorParameters));
    }

    [TestMethod]
    public void TwoDepths_BothGames_ArePlayed()
    {
        using var one = new RingFixture(plan: _mapsOnly, widths: [4, 6]);
        using var two = new RingFixture(plan: _mapsOnly with { Adversarial = new() { TwoDepths = true } }, widths: [4, 6]);
        Peer peer = two.Ring[1];
        Assert.HasCount(2, peer.Heads);
        CollectionAssert.AreEqual(
            RingFixture.Values(one.Ring[1].DiscriminatorParameters), RingFixture.Values(peer.Heads[1].DiscriminatorParameters),
            "the last stage's starts alike");
        float[][] before =
            [.. peer.Heads.Select(game => RingFixture.Values([.. game.TransferParameters, .. game.DiscriminatorParameters]))];

        two.Step();

        for (int depth = 0; depth < 2; depth++)
            CollectionAssert.AreNotEqual(
                before[depth], RingFixture.Values([.. peer.Heads[depth].TransferParameters, .. peer.Heads[depth].DiscriminatorParameters]));
    }

    [TestMethod]
    public void Build_StageUnknown_SaysWhatToDo()
    {
        var plan = new RingPlan
        {
            Students = [new PlainNetwork("unstaged"), new TinyNetwork()],
            Input = RingFixture.Input,
            ClassCount = RingFixture.Classes,
            Seed = 1,
            Adversarial = new() { LastStageOnly = true },
        };

        var error = Assert.ThrowsExactly<ArgumentException>(() => RingBuilder.Build(plan, new Placement(CPU), Optimizers.For(_mapsOnly)));

        Assert.AreEqual(
            "Adversarial.LastStageOnly needs networks whose last stage is known, and unstaged does not say: implement IStagedNetwork in "
            + "its "
            + "StudentModule, or leave the option off.", error.Message);
    }

    [TestMethod]
    public void AllOthers_RingOfTwo_EqualsThePredecessor()
    {
        using var before = new RingFixture(plan: _mapsOnly);
        using var others = new RingFixture(plan: _mapsOnly with { Teachers = RingTeachers.AllOthers });

        before.Step();
        others.Step();

        CollectionAssert.AreEqual(before.Weights(), others.Weights());
    }

    [TestMethod]
    public void AllOthers_RingOfThree_LearnsFromTheMeanOfTheOtherTwo()
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture(plan: _mapsOnly with { Teachers = RingTeachers.AllOthers }, widths: [4, 4, 4]);
        StepInOneThread step = fixture.Inferred();
        Inference[] seen = [.. Enumerable.Range(0, 3).Select(k => step[k].Own)];
        float kl = LogitLoss.KullbackLeibler([seen[2].Logits, seen[0].Logits], seen[1].Logits, 3).ToSingle();
        Discriminator discriminator = fixture.Ring[1].Heads[0].Discriminator;
        float loss = new LeastSquaresLoss().Discriminator(
            discriminator.Score(cat([seen[0].Maps[0], seen[2].Maps[0]])), discriminator.Score(seen[1].Maps[0])).ToSingle();

        StepTerms terms = step.Learn(1);

        Assert.AreEqual(kl, terms[Term.KullbackLeibler].ToSingle(), 1e-6f);
        Assert.AreEqual(loss, terms[Term.DiscriminatorLoss].ToSingle(), 1e-6f);
    }

    [TestMethod]
    public void Weight_Zero_TeachesNothing()
    {
        using var quiet = new RingFixture();
        using var alone = new RingFixture();
        using (NewDisposeScope())
        {
            StepInOneThread step = quiet.Inferred(quiet.Plan with { Method = DistillationMethod.Dml }, weight: 0);
            for (int k = 0; k < 2; k++)
                step.Learn(k);
        }

        alone.Step(DistillationMethod.Independent);

        CollectionAssert.AreEqual(alone.Weights(), quiet.Weights());
    }

    [TestMethod]
    public void WeightAverage_TwoSteps_IsTheMeanByHand()
    {
        using var fixture = new RingFixture(average: new() { Decay = 0.99 });
        Peer peer = fixture.Ring[0];
        float[] start = RingFixture.Values(peer.NetworkParameters);
        float[] first = After();
        float[] second = After();

        float[] average = RingFixture.Values(peer.Average!.Network.parameters());

        // d = 1 / 10, then 2 / 11: both below 0.99.
        for (int i = 0; i < average.Length; i++)
            Assert.AreEqual((0.1f * start[i] + 0.9f * first[i]) * 2 / 11 + second[i] * 9 / 11, average[i], 1e-6f);
        Assert.AreSame(peer.Average.Network, peer.Deployed);

        float[] After()
        {
            fixture.Step();
            return RingFixture.Values(peer.NetworkParameters);
        }
    }

    [TestMethod]
    public void WeightAverage_Teaching_IsWhatThePeerLearnsFrom()
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture(average: new() { Deploys = false });
        fixture.Step();
        StepInOneThread step = fixture.Inferred();
        Tensor average = fixture.Ring[0].Average!.Network.forward(fixture.Images).Logits;
        Tensor own = step[1].Own.Logits;
        float expected = LogitLoss.KullbackLeibler([average], own, 3).ToSingle();

        Assert.AreEqual(expected, step.Learn(1)[Term.KullbackLeibler].ToSingle(), 1e-6f);
        Assert.AreSame(fixture.Ring[0].Network, fixture.Ring[0].Deployed);
    }

    [TestMethod]
    public void SpectralNorm_Iterated_IsTheLargestSingularValue()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3, CPU);
        Tensor weight = randn([6, 4, 3, 3], generator: random);
        using var norm = new SpectralNorm(6);
        for (int i = 0; i < 200; i++)
            norm.forward(weight);

        float largest = linalg.svdvals(weight.reshape(6, -1)).max().ToSingle();

        Assert.AreEqual(largest, norm.forward(weight).ToSingle(), 1e-4f);
    }

    [TestMethod]
    public void R1_QuadraticScore_IsHalfTheSquaredGradient()
    {
        using var scope = NewDisposeScope();
        Tensor map = tensor(new[] { 1f, 2, 3, 4 }).reshape(2, 1, 1, 2).requires_grad_();

        // The gradient of sum(x^2) is 2 x: (4 + 16 + 36 + 64) / 2 images / 2.
        Assert.AreEqual(30f, GradientPenalty.R1(map.square().sum([1, 2, 3]).unsqueeze(1), map).ToSingle(), 1e-5f);
    }

    [TestMethod]
    [DataRow(true, 0.0)]
    [DataRow(false, 1.0)]
    [DataRow(true, 1.0)]
    public void Step_TamedDiscriminator_StillPlays(bool spectralNorm, double gradientPenalty)
    {
        TrainingPlan plan = _mapsOnly with { Adversarial = new() { SpectralNorm = spectralNorm, GradientPenalty = gradientPenalty } };
        using var fixture = new RingFixture(plan: plan);
        using var plain = new RingFixture(plan: _mapsOnly);
        float[] discriminator = RingFixture.Values(fixture.Ring[0].DiscriminatorParameters);
        float[] network = fixture.Weights();

        fixture.Step();
        plain.Step();

        float[] after = RingFixture.Values(fixture.Ring[0].DiscriminatorParameters);
        Assert.IsTrue(after.All(float.IsFinite));
        CollectionAssert.AreNotEqual(discriminator, after);
        CollectionAssert.AreNotEqual(network, fixture.Weights());
        CollectionAssert.AreNotEqual(RingFixture.Values(plain.Ring[0].DiscriminatorParameters), after);
    }
}
