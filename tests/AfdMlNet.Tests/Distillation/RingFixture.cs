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

    public RingFixture(int seed = 1, TrainingPlan? plan = null, WeightAverageOptions? average = null, Placement? placement = null, params int[] widths)
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
        return new BatchLoader(images, all, ChannelStatistics.Of(images, all, PixelScale.Bytes), PixelScale.Bytes, AugmentationOptions.None(), batchSize, seed: 0);
    }

    public TrainingPlan Plan { get; }

    public Ring Ring { get; }

    public Tensor Images { get; }

    public Tensor Labels { get; }

    /// <summary>A step in which every network was inferred and none has learnt.</summary>
    public DistillationStep Inferred(DistillationRules? rules = null)
    {
        var step = new DistillationStep(Ring, rules ?? Plan);
        for (int k = 0; k < Ring.Count; k++)
            step.Infer(k, Images);
        return step;
    }

    /// <summary>One step of the whole ring, on this thread.</summary>
    public void Step(DistillationMethod? method = null)
    {
        using var scope = NewDisposeScope();
        DistillationStep step = Inferred(Plan with { Method = method ?? Plan.Method });
        for (int k = 0; k < Ring.Count; k++)
            step.Learn(k, Labels);
        if (Plan.InfersTwice)
        {
            for (int k = 0; k < Ring.Count; k++)
                step.Infer(k, Images);
            for (int k = 0; k < Ring.Count; k++)
            {
                step.CompareMaps(k);
                step.MoveByMaps(k);
            }
        }

        for (int k = 0; k < Ring.Count; k++)
            step.End(k);
    }

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
