using System.Diagnostics;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

/// <summary>Every tensor has an owner.</summary>
[TestClass]
public sealed class TrainingMemoryTests
{
    private const int Steps = 1000;
    private const int StepsPerEpoch = 50;
    private const int BatchSize = 8;

    [TestMethod]
    public void Run_AThousandSteps_LiveTensorsAndMemoryStayFlat()
    {
        using var builder = new ImageSetBuilder(RingFixture.Input, RingFixture.Classes, long.MaxValue, folder: null);
        for (int i = 0; i < BatchSize * StepsPerEpoch; i++)
            builder.Add(Pixels(i), i % RingFixture.Classes);
        using ImageSet images = builder.Build();
        int[] all = [.. Enumerable.Range(0, images.Count)];
        var loader = new BatchLoader(
            images, all, ChannelStatistics.Of(images, all, PixelScale.Bytes), PixelScale.Bytes, new AugmentationOptions(), BatchSize,
            seed: 1);
        using var fixture = new RingFixture(plan: new TrainingPlan { Epochs = Steps / StepsPerEpoch }, widths: [4, 6]);
        var tensors = new List<long>();
        var resident = new List<long>();
        void Listen(TrainingEvent trainingEvent)
        {
            if (trainingEvent is not EpochEnded)
                return;
            tensors.Add(Tensor.TotalCount);
            using var process = Process.GetCurrentProcess();
            resident.Add(process.WorkingSet64 >> 20);
        }

        using (var loop = new TrainingLoop(
            new RunContext { Plan = fixture.Plan, Ring = fixture.Ring, Training = loader, Validation = loader, Emit = Listen }))
            loop.Run(CancellationToken.None);

        Assert.HasCount(Steps / StepsPerEpoch, tensors);
        Assert.AreEqual(1, tensors.Skip(1).Distinct().Count(), string.Join(' ', tensors));
        // After the warm-up, over 850 steps: a tensor of one activation leaked a step would be 20 MB and more.
        Assert.IsLessThan(16, resident[^1] - resident[2], string.Join(' ', resident));
    }

    private static byte[] Pixels(int seed)
    {
        var pixels = new byte[RingFixture.Input.Length];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }
}
