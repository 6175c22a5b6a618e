using AfdMlNet.Cli.Output;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
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
    private const int Side = 32;

    // 3 to 640 channels, maps of 64 pixels to 1, strides of 1 and 2.
    private static readonly (string Network, int Batch, int Side)[] _networks =
        [("resnet8", 32, 32), ("resnet18", 2, 64), ("wrn16-10", 2, 16)];

    public static int Execute(Terminal terminal)
    {
        TorchRuntime.EnsureLoaded();
        double error = _networks.Max(network => ErrorOf(network.Network, network.Batch, network.Side));
        double milliseconds = StepMilliseconds();
        terminal.Out.WriteLine(new CpuReading(error, milliseconds) { Convolutions = RunEnvironment.Current().Convolutions }.ToJson());
        return ExitCode.Success;
    }

    private static double ErrorOf(string name, int batch, int side)
    {
        using var scope = NewDisposeScope();
        using Generator seeded = manual_seed(1);
        using StudentModule network = StudentNetworks.Parse(name).Create(3, Classes);
        var layers = new ComparingLayers(LayerOperations.Tensors);
        network.Features(layers, randn(batch, side, side, 3).permute(0, 3, 1, 2));
        return layers.LargestError;
    }

    // Of the second epoch: memory is there, kernels are chosen.
    private static double StepMilliseconds()
    {
        var context = new MLContext(seed: 1);
        IDataView images = context.Data.LoadFromEnumerable(Noise());
        using AdversarialDistillationTransformer ring = context.MulticlassClassification.Trainers.AdversarialDistillation(
            new AdversarialDistillationTrainer.Options
            {
                Students = [.. Trained.Split(',').Select(StudentNetworks.Parse)],
                Epochs = 2,
                BatchSize = BatchSize,
                Seed = 1,
                ImageWidth = Side,
                ImageHeight = Side,
                ValidationFraction = 0,
                Augmentation = AugmentationOptions.None(),
            }).Fit(context.Transforms.Conversion.MapValueToKey(nameof(NoiseRow.Label)).Fit(images).Transform(images));
        return ring.History.Epochs[^1].Stepping.TotalMilliseconds / Batches;
    }

    private static IEnumerable<NoiseRow> Noise()
    {
        var random = new Random(1);
        for (int i = 0; i < Batches * BatchSize; i++)
        {
            var pixels = new byte[3 * Side * Side];
            random.NextBytes(pixels);
            yield return new() { Label = i % Classes, Features = [.. pixels.Select(value => (float)value)] };
        }
    }

    private sealed class NoiseRow
    {
        public int Label { get; set; }

        [VectorType(3, Side, Side)]
        public float[] Features { get; set; } = [];
    }
}
