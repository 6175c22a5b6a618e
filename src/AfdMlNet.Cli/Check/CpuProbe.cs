using AfdMlNet.Cli.Output;
using AfdMlNet.Convolutions;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Cli.Check;

/// <summary>One start: convolutions of all kinds, and some steps of training. Runs in a process of its own, which may crash.</summary>
internal static class CpuProbe
{
    /// <summary>The networks that are trained.</summary>
    public const string Trained = "resnet8,resnet20";

    private const int Classes = 10;
    private const int BatchSize = 64;
    private const int Batches = 4;

    private static readonly ImageShape _input = new(32, 32);

    // 3 to 640 channels, maps of 64 pixels to 1, strides of 1 and 2.
    private static readonly (string Network, int Batch, int Side)[] _networks =
        [("resnet8", 32, 32), ("resnet18", 2, 64), ("wrn16-10", 2, 16)];

    public static int Execute(Terminal terminal)
    {
        TorchRuntime.EnsureLoaded();
        var reading = new CpuReading(_networks.Max(network => ErrorOf(network.Network, network.Batch, network.Side)), StepMilliseconds())
        {
            Convolutions = ConvolutionTrial.Summary,
        };
        terminal.Out.WriteLine(reading.ToJson());
        return ExitCode.Success;
    }

    private static double ErrorOf(string name, int batch, int side)
    {
        using var scope = NewDisposeScope();
        using var seed = new TorchRandomScope(1);
        using StudentModule network = StudentNetworks.Parse(name).Create(3, Classes);
        var layers = new ComparingLayers(TensorLayers.Instance);
        network.Features(layers, randn(batch, side, side, 3).permute(0, 3, 1, 2));
        return layers.LargestError;
    }

    // Of the second epoch: memory is there, kernels are chosen.
    private static double StepMilliseconds()
    {
        var plan = new TrainingPlan { Epochs = 2 };
        using ImageSet images = Noise();
        int[] all = [.. Enumerable.Range(0, images.Count)];
        using Ring ring = RingBuilder.Build(
            new RingPlan
            {
                Students = [.. Trained.Split(',').Select(StudentNetworks.Parse)],
                Input = _input,
                ClassCount = Classes,
                Seed = 1,
            },
            new Placement(CPU), Optimizers.For(plan));
        var loader = new BatchLoader(
            images, all, ChannelStatistics.Of(images, all, PixelScale.Bytes), PixelScale.Bytes, AugmentationOptions.None(), BatchSize,
            seed: 1);
        using var loop =
            new TrainingLoop(new RunContext { Plan = plan, Ring = ring, Training = loader, Threads = ProcessorThreads.Of(null) });
        return loop.Run(CancellationToken.None).Epochs[^1].Stepping.TotalMilliseconds / Batches;
    }

    private static ImageSet Noise()
    {
        using var builder = new ImageSetBuilder(_input, Classes, long.MaxValue, folder: null);
        var random = new Random(1);
        var pixels = new byte[_input.Length];
        for (int i = 0; i < Batches * BatchSize; i++)
        {
            random.NextBytes(pixels);
            builder.Add(pixels, i % Classes);
        }

        return builder.Build();
    }
}
