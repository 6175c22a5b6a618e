using System.Runtime.InteropServices;
using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>
/// Rings whose networks live on several devices, without a GPU. Three things stand for a second device: torch's <c>meta</c>, which no
/// operation mixes with the CPU, but which has neither data nor convolutions; a network in double precision, whose convolutions take
/// nothing of single precision, while what they are mixed with elsewhere becomes double; and the CPU by its other name.
/// </summary>
[TestClass]
public sealed class PlacementTests
{
    private const int Batches = 6;

    private static readonly Device _cpuAgain = new(DeviceType.CPU, 0);
    private static readonly Device _double = _cpuAgain;
    private static readonly Device _meta = new(DeviceType.META);
    private static readonly Dictionary<string, (TrainingPlan Plan, WeightAverageOptions? Average)> _plans = Plans();

    public static IEnumerable<object[]> Kinds => _plans.Keys.Select(kind => new object[] { kind });

    [TestMethod]
    public void Place_ThreeNetworksOnTwoDevices_GoRoundAndRound()
    {
        using var fixture = new RingFixture(placement: new Placement(CPU, _meta), widths: [4, 6, 8]);

        CollectionAssert.AreEqual((string[])["cpu", "meta", "cpu"], fixture.Ring.Peers.Select(peer => peer.Device.ToString()).ToArray());
        CollectionAssert.AreEqual((string[])["cpu", "meta"], fixture.Ring.Devices.Select(device => device.ToString()).ToArray());
        for (int k = 0; k < 3; k++)
        {
            DeviceType device = k == 1 ? DeviceType.META : DeviceType.CPU;
            Assert.IsTrue(AllTensors(fixture.Ring[k]).All(tensor => tensor.device_type == device));
        }
    }

    /// <summary>All of a step, convolutions and gradients too.</summary>
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Step_NetworksOfTwoPrecisions_OnlyTeachersLogitsAndMapsCross(string kind)
    {
        (TrainingPlan plan, WeightAverageOptions? average) = _plans[kind];
        foreach (bool doubleFirst in (bool[])[false, true])
        {
            var crossings = new List<(long[] Shape, string To)>();
            Placement placement = doubleFirst
                ? Recorded(crossings, ToPrecision, _double, CPU)
                : Recorded(crossings, ToPrecision, CPU, _double);
            int[] widths = plan.Method.IsOffline ? [4, 6] : [4, 6, 8];
            using var fixture = new RingFixture(plan: plan, average: average, placement: placement, widths: widths);
            using var scope = NewDisposeScope();
            var ring =
                new Ring([.. fixture.Ring.Peers.Select((peer, k) => IsDouble(peer.Device) ? InDouble(peer, plan, widths[k]) : peer)]);
            ring[1].IsFrozen = plan.Method.IsOffline;

            StepTerms[] terms = StepInOneThread.Run(
                ring, plan, [.. ring.Peers.Select(peer => new StepBatch(fixture.Images.to(TypeOf(peer)), fixture.Labels, Weight: 1))]);

            CollectionAssert.AreEqual(Texts(Expected(ring, plan, fixture.Images.shape[0])), Texts(crossings), kind);
            for (int k = 0; k < ring.Count; k++)
            {
                Assert.AreEqual(TypeOf(ring[k]), terms[k].Values.dtype, $"{kind}: {ring[k].Name}");
                Assert.IsTrue(AllTensors(ring[k]).All(tensor => tensor.dtype == TypeOf(ring[k]) || tensor.dtype == ScalarType.Int64), kind);
            }
        }
    }

    /// <summary>Where double precision would only be widened: the losses between networks, without convolutions.</summary>
    [TestMethod]
    [DataRow("dml")]
    [DataRow("kd")]
    [DataRow("l2+kd")]
    [DataRow("l2+kd, all others")]
    public void Compare_OnDevicesThatNothingMixes_RunsOnEachNetworksOwn(string kind)
    {
        (TrainingPlan plan, _) = _plans[kind];
        var crossings = new List<(long[] Shape, string To)>();
        var ringPlan = new RingPlan
        {
            Students = [.. Enumerable.Repeat(new Pooled(), plan.Method.IsOffline ? 2 : 3)],
            Input = RingFixture.Input,
            ClassCount = RingFixture.Classes,
            Seed = 1,
        };
        using Ring ring = RingBuilder.Build(ringPlan, Recorded(crossings, OutOfMeta, CPU, _meta), Optimizers.For(plan));
        ring[1].IsFrozen = plan.Method.IsOffline;
        using var sums = new EpochTerms(ring);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(new long[] { 0, 1, 2, 0, 1, 2 });
        var step = new StepInOneThread(
            ring, plan, StepPass.Of(plan, isAdversarial: true)[0],
            [.. ring.Peers.Select(peer => new StepBatch(rand([6, 3, 8, 8], device: peer.Device), labels.to(peer.Device), Weight: 1))]);

        step.Forward();
        for (int k = 0; k < ring.Count; k++)
        {
            step.ComputeLosses(k);
            sums.Add(k, StepTerms.Of(step[k]), images: 6);
        }

        CollectionAssert.AreEqual(Texts(Expected(ring, plan, 6, mapChannels: 3)), Texts(crossings));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Step_TwoNamesOfOneDevice_GivesOneDevicesBits(string kind)
    {
        (TrainingPlan plan, WeightAverageOptions? average) = _plans[kind];
        using var one = new RingFixture(plan: plan, average: average, widths: [4, 6]);
        using var two = new RingFixture(plan: plan, average: average, placement: new Placement(CPU, _cpuAgain), widths: [4, 6]);

        one.Ring[1].IsFrozen = two.Ring[1].IsFrozen = plan.Method.IsOffline;
        for (int i = 0; i < 4; i++)
        {
            one.Step();
            two.Step();
        }

        CollectionAssert.AreEqual(one.Weights(), two.Weights(), kind);
    }

    [TestMethod]
    public void Received_OnItsOwnDevice_IsNoCopy()
    {
        using var fixture = new RingFixture();
        using Tensor theirs = ones(2);

        using Tensor received = fixture.Ring[0].Received(theirs);
        received[0] = 5;

        Assert.AreEqual(5f, theirs[0].ToSingle());
    }

    /// <summary>
    /// The loop gives each network the batch that is on its device; what first needs data is the look at the figures after the last batch.
    /// </summary>
    [TestMethod]
    public void Run_OnDevicesThatNothingMixes_TrainsUntilItsFiguresAreLookedAt()
    {
        using ImageSet images = RingFixture.RandomImages(Batches * 4);
        var plan = new TrainingPlan { Epochs = 1, Method = DistillationMethod.Dml };
        var ringPlan = new RingPlan
        {
            Students = [new Pooled(), new Pooled(), new Pooled()],
            Input = RingFixture.Input,
            ClassCount = RingFixture.Classes,
            Seed = 1,
        };
        using Ring ring = RingBuilder.Build(ringPlan, Recorded([], OutOfMeta, CPU, _meta), Optimizers.For(plan));
        int batches = 0;
        using var loop = new TrainingLoop(new RunContext
        {
            Plan = plan,
            Ring = ring,
            Training = RingFixture.Batches(images, 4),
            Emit = trainingEvent => batches += trainingEvent is BatchEnded ? 1 : 0,
        });

        var error = Assert.ThrowsExactly<ExternalException>(() => loop.Run(CancellationToken.None));

        StringAssert.Contains(error.Message, "Cannot copy out of meta tensor");
        Assert.AreEqual(Batches, batches);
    }

    [TestMethod]
    public void Run_TwoNamesOfOneDevice_GivesOneDevicesBitsAndFigures()
    {
        using ImageSet images = RingFixture.RandomImages(Batches * 4);
        var plan = new TrainingPlan { Epochs = 2 };
        var crossings = new List<(long[] Shape, string To)>();
        using var one = new RingFixture(plan: plan, average: new(), widths: [4, 6]);
        using var two = new RingFixture(plan: plan, average: new(),
            placement: Recorded(crossings, (value, device) => value.to(device), CPU, _cpuAgain), widths: [4, 6]);

        TrainingHistory[] histories = [.. new[] { one, two }.Select(fixture =>
        {
            using var loop = new TrainingLoop(new RunContext
            {
                Plan = plan,
                Ring = fixture.Ring,
                Training = RingFixture.Batches(images, 4),
                Validation = RingFixture.Batches(images, 4),
            });
            return loop.Run(CancellationToken.None);
        })];

        CollectionAssert.AreEqual(one.Weights(), two.Weights());
        for (int epoch = 0; epoch < plan.Epochs; epoch++)
            CollectionAssert.AreEqual(histories[0].Epochs[epoch].Students.ToArray(), histories[1].Epochs[epoch].Students.ToArray());
        // Training copies a teacher's logits and map to each network, validation its map.
        Assert.AreEqual(plan.Epochs * Batches * 2 * 3, crossings.Count);
        Assert.IsTrue(crossings.All(crossing => crossing.Shape is [_, RingFixture.Classes] or [_, 4, 4, 4]));
    }

    [TestMethod]
    public void Of_RingOnTwoDevices_SendsABatchOnceToEach()
    {
        using ImageSet images = RingFixture.RandomImages(Batches * 4);
        using var fixture = new RingFixture(placement: new Placement(CPU, _meta), widths: [4, 6, 8]);
        using Batch batch = RingFixture.Batches(images, 4).Sequential().First();
        using var scope = NewDisposeScope();

        IReadOnlyList<(Tensor Images, Tensor Labels)> inputs = BatchTensors.Of(batch, RingFixture.Input, fixture.Ring);

        Assert.AreSame(inputs[0].Images, inputs[2].Images);
        Assert.AreSame(inputs[0].Labels, inputs[2].Labels);
        Assert.AreEqual(DeviceType.META, inputs[1].Images.device_type);
        Assert.AreEqual(DeviceType.META, inputs[1].Labels.device_type);
        CollectionAssert.AreEqual(inputs[0].Images.stride(), inputs[1].Images.stride());
    }

    private static Dictionary<string, (TrainingPlan Plan, WeightAverageOptions? Average)> Plans()
    {
        var afd = new TrainingPlan { Epochs = 1 };
        var plans = new Dictionary<string, (TrainingPlan, WeightAverageOptions?)>
        {
            ["all others"] = (afd with { Teachers = RingTeachers.AllOthers }, null),
            ["two forwards"] = (afd with { TwoForwards = true }, null),
            ["average"] = (afd, new()),
            ["two depths, penalty"] = (afd with { Adversarial = new() { TwoDepths = true, GradientPenalty = 1 } }, null),
            ["spectral norm"] = (afd with { Adversarial = new() { SpectralNorm = true } }, null),
            ["relativistic, all others"] =
                (afd with { Teachers = RingTeachers.AllOthers, Adversarial = new() { Loss = AdversarialLossKind.Relativistic } }, null),
            ["decay only"] = (afd with { Adversarial = new() { DecayOnly = true } }, null),
            ["l2+kd, all others"] = (afd with { Method = DistillationMethod.L2Kd, Teachers = RingTeachers.AllOthers }, null),
        };
        foreach (DistillationMethod method in DistillationMethod.All)
            plans.Add(method.Name, (afd with { Method = method }, null));
        return plans;
    }

    private static List<(long[] Shape, string To)> Expected(Ring ring, TrainingPlan plan, long images, long mapChannels = 4)
    {
        List<(long[] Shape, string To)> expected = [];
        foreach (Peer peer in ring.Peers.Where(peer => !peer.IsFrozen))
        {
            for (int teacher = plan.Teachers == RingTeachers.AllOthers ? ring.Count - 1 : 1; teacher > 0; teacher--)
            {
                if (plan.Method.LearnsFromLogits)
                    expected.Add(([images, RingFixture.Classes], peer.Device.ToString()));
                for (int depth = plan.TwoDepths ? 2 : plan.Method.ComparesMaps ? 1 : 0; depth > 0; depth--)
                    expected.Add(([images, mapChannels, 4, 4], peer.Device.ToString()));
            }
        }

        return expected;
    }

    private static Placement Recorded(
        List<(long[] Shape, string To)> crossings, Func<Tensor, Device, Tensor> copy, params IReadOnlyList<Device> devices) => new(devices)
        {
            Copy = (value, device) =>
            {
                lock (crossings)
                    crossings.Add((value.shape, device.ToString()));
                return copy(value, device);
            },
        };

    /// <summary>Nothing comes out of meta: zeros stand for it.</summary>
    private static Tensor OutOfMeta(Tensor value, Device device) =>
        value.device_type == DeviceType.META && device.type == DeviceType.CPU ? zeros(value.shape) : value.to(device);

    private static Tensor ToPrecision(Tensor value, Device device) => value.to(IsDouble(device) ? ScalarType.Float64 : ScalarType.Float32);

    private static bool IsDouble(Device device) => device.ToString() == _double.ToString();

    private static ScalarType TypeOf(Peer peer) => IsDouble(peer.Device) ? ScalarType.Float64 : ScalarType.Float32;

    private static Peer InDouble(Peer peer, TrainingPlan plan, int width)
    {
        peer.Network.to(ScalarType.Float64);
        AdversarialHead[] games = [.. peer.Heads.Select(game =>
            new AdversarialHead(game.Transfer.to(ScalarType.Float64), game.Discriminator.to(ScalarType.Float64)))];
        return new Peer(peer.Name, peer.Network, games, [.. peer.Network.FeatureParameters()], Optimizers.For(plan))
        {
            Device = peer.Device,
            Copy = peer.Copy,
            Average = peer.Average is null
                ? null
                : new WeightAverage(peer.Network, new TinyNetwork(width).Create(3, RingFixture.Classes).to(ScalarType.Float64), 0.9),
            AverageTeaches = peer.AverageTeaches,
            DeploysAverage = peer.DeploysAverage,
        };
    }

    private static IEnumerable<Tensor> AllTensors(Peer peer) => new PeerCheckpoint(peer, 0).Tensors().Select(tensor => tensor.Value);

    private static string[] Texts(IEnumerable<(long[] Shape, string To)> crossings) =>
        [.. crossings.Select(crossing => $"{string.Join('x', crossing.Shape)} to {crossing.To}").Order(StringComparer.Ordinal)];

    /// <summary>No convolutions, so that it runs on meta.</summary>
    private sealed record Pooled : IStudentNetwork
    {
        public string Name => "pooled";

        public int NativeSize => 8;

        public int Stride => 2;

        public StudentModule Create(int channels, int classCount) => new Module(channels, classCount);

        private sealed class Module : StudentModule
        {
            public Module(int channels, int classCount) : base("pooled", nn.Linear(channels, classCount)) => RegisterComponents();

            public override T Features<T>(ILayerOperations<T> layers, T image) => layers.AveragePool(image, 2, 2);
        }
    }
}
