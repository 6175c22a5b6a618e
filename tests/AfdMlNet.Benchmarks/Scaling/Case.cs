using AfdMlNet.Benchmarks.Scaling.Model;
using AfdMlNet.Benchmarks.Speed;
using AfdMlNet.Distillation;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>A ring on a kind of process. What is measured here and what is assumed: docs/scaling.md.</summary>
/// <param name="Step">The step in one process.</param>
/// <param name="Images">Of each process, where the batch grows with their number.</param>
/// <param name="Batches">Where the batch is the same for any number.</param>
internal sealed record Case(StepCost Step, int Images, IReadOnlyList<int> Batches)
{
    // Measured: the exchange of terms by one process.
    private const double Calling = 30e-6;

    // Measured on 2 cores: seconds of the large ring's step whatever its images, and more for each.
    private const double LargeFixed = 0.230;
    private const double LargeImage = 0.262;

    // Measured: the exchange of gradients by one process.
    private const double SmallCopying = 2.35e-3;
    private const double LargeCopying = 37.3e-3;

    // Assumed: what 64 cores gain over 2 where they compute, and where they wait for memory.
    private const double NodeComputing = 25;
    private const double NodeMemory = 10;

    // Assumed: from a GPU to memory that is not locked, and back.
    private const double GpuCopying = 2 / 5e9;

    public static IReadOnlyList<Case> All()
    {
        Traffic small = TrafficOf("resnet20,resnet20");
        Traffic large = TrafficOf("resnet18,resnet34");
        return
        [
            new(Of("ResNet-20 pair, 2 cores", 0.0116, 0.00439, small, SmallCopying), 128, [128, 2048]),
            new(Of("ResNet-20 pair, GPU", 0.04, 1 / 10_000.0, small, small.GradientBytes * GpuCopying), 128, [2048]),
            new(Of("ResNet-18/34, 2 cores", LargeFixed, LargeImage, large, LargeCopying), 32, [256]),
            new(Of("ResNet-18/34, 64 cores", LargeFixed / NodeMemory, LargeImage / NodeComputing, large, LargeCopying), 64, [2048]),
            new(Of("ResNet-18/34, GPU", 0.03, 1 / 300.0, large, large.GradientBytes * GpuCopying), 64, [2048]),
        ];
    }

    private static StepCost Of(string name, double always, double perImage, Traffic traffic, double copying) =>
        new(name, always, perImage, traffic.GradientBytes, traffic.TermBytes, copying / traffic.GradientBytes, Calling);

    private static Traffic TrafficOf(string ring)
    {
        using Ring built = new Workload(ring.Split(',')).Ring(new DistillationRules());
        return Traffic.Of(built);
    }
}
