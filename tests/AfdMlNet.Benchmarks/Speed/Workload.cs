using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>What every contender works on: a ring at the size of CIFAR-100 and one batch of noise.</summary>
internal sealed record Workload(IReadOnlyList<string> Networks)
{
    public const int BatchSize = 128;
    public const int Classes = 100;
    public static readonly ImageShape Input = new(32, 32);

    public override string ToString() => string.Join(" + ", Networks);

    public Ring Ring(DistillationRules rules)
    {
        var plan = new TrainingPlan { Epochs = 1, Method = rules.Method };
        return RingBuilder.Build(
            new RingPlan
            {
                Students = [.. Networks.Select(StudentNetworks.Parse)],
                Input = Input,
                ClassCount = Classes,
                Seed = 1,
                Adversarial = rules.Adversarial,
                TwoDepths = rules.TwoDepths,
            },
            new Placement(CPU),
            Optimizers.For(plan));
    }

    public static Tensor Images() => randn([BatchSize, Input.Height, Input.Width, Input.Channels]).permute(0, 3, 1, 2);

    public static Tensor Labels() => arange(BatchSize, ScalarType.Int64).remainder(Classes);
}
