using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>
/// What every contender works on: a ring at the size of CIFAR-100, or of ImageNet where its networks are made for that, and one batch of
/// noise.
/// </summary>
internal sealed record Workload(IReadOnlyList<string> Networks, int BatchSize = 128)
{
    private readonly IReadOnlyList<IStudentNetwork> _students = [.. Networks.Select(StudentNetworks.Parse)];

    public int Classes => IsLarge ? 1000 : 100;

    public ImageShape Input => IsLarge ? new(224, 224) : new(32, 32);

    /// <summary>Whether its networks are made for images of 224 pixels.</summary>
    public bool IsLarge => _students.Any(student => student.NativeSize > 32);

    public override string ToString() => string.Join(" + ", Networks);

    public Ring Ring(DistillationRules rules)
    {
        var plan = new TrainingPlan { Epochs = 1, Method = rules.Method };
        return RingBuilder.Build(
            new RingPlan
            {
                Students = _students,
                Input = Input,
                ClassCount = Classes,
                Seed = 1,
                Adversarial = rules.Adversarial,
                TwoDepths = rules.TwoDepths,
            },
            new Placement(CPU),
            Optimizers.For(plan));
    }

    public Tensor Images() => randn([BatchSize, Input.Height, Input.Width, Input.Channels]).permute(0, 3, 1, 2);

    public Tensor Labels() => arange(BatchSize, ScalarType.Int64).remainder(Classes);
}
