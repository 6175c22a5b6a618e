using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>A small ring and one batch.</summary>
internal sealed class RingFixture : IDisposable
{
    public const int Classes = 3;
    public static readonly ImageShape Input = new(8, 8);

    public RingFixture(
        int seed = 1, TrainingPlan? plan = null, WeightAverageOptions? average = null, Placement? placement = null, params int[] widths)
    {
        widths = widths.Length == 0 ? [4, 4] : widths;
        Plan = plan ?? new TrainingPlan { Epochs = 1 };
        Ring = RingBuilder.Build(
            new RingPlan
            {
                Students = [.. widths.Select(width => new TinyNetwork(width, $"tiny{width}"))],
                Input = Input,
                ClassCount = Classes,
                Seed = seed,
                Adversarial = Plan.Adversarial,
                TwoDepths = Plan.TwoDepths,
                WeightAverage = average,
            },
            placement ?? new Placement(CPU),
            Optimizers.For(Plan));
        using var generator = new Generator(7, CPU);
        // Channels-last memory, as the training loop gives it: see GradientTests.
        Images = randn([6, 8, 8, 3], generator: generator).permute(0, 3, 1, 2).DetachFromDisposeScope();
        Labels = tensor(new long[] { 0, 1, 2, 0, 1, 2 }).DetachFromDisposeScope();
    }

    /// <summary>Images of noise, of each class in turn.</summary>
    public static ImageSet RandomImages(int count)
    {
        using var builder = new ImageSetBuilder(Input, Classes, long.MaxValue, folder: null);
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            var pixels = new byte[Input.Length];
            random.NextBytes(pixels);
            builder.Add(pixels, i % Classes);
        }

        return builder.Build();
    }

    public static BatchLoader Batches(ImageSet images, int batchSize)
    {
        int[] all = [.. Enumerable.Range(0, images.Count)];
        return new BatchLoader(images, all, ChannelStatistics.Of(images, all, PixelScale.Bytes), PixelScale.Bytes,
            AugmentationOptions.None(), batchSize, seed: 0);
    }

    public TrainingPlan Plan { get; }

    public Ring Ring { get; }

    public Tensor Images { get; }

    public Tensor Labels { get; }

    /// <summary>The first pass of a step, in which every network was inferred and none has learnt.</summary>
    public StepInOneThread Inferred(DistillationRules? rules = null, bool isAdversarial = true, double weight = 1)
    {
        rules ??= Plan;
        var step = new StepInOneThread(Ring, rules, StepPass.Of(rules, isAdversarial)[0], BatchOfEach(weight));
        step.Forward();
        return step;
    }

    /// <summary>One step of the whole ring, on this thread.</summary>
    public void Step(DistillationMethod? method = null)
    {
        using var scope = NewDisposeScope();
        StepInOneThread.Run(Ring, Plan with { Method = method ?? Plan.Method }, BatchOfEach());
    }

    /// <summary>What each network is given: the same.</summary>
    public IReadOnlyList<StepBatch> BatchOfEach(double weight = 1) => [.. Ring.Peers.Select(_ => new StepBatch(Images, Labels, weight))];

    /// <summary>All weights of the networks, as one array.</summary>
    public float[] Weights() => [.. Ring.Peers.SelectMany(peer => Values(peer.NetworkParameters))];

    public static float[] Values(IEnumerable<Tensor> tensors) => [.. tensors.SelectMany(tensor => tensor.data<float>().ToArray())];

    public void Dispose()
    {
        Ring.Dispose();
        Images.Dispose();
        Labels.Dispose();
    }
}
