using AfdMlNet.Distillation;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>All that takes turns.</summary>
internal static class Contenders
{
    public const string CrossEntropy = "cross entropy";
    public const string Afd = "AFD";

    private const string Python = "/usr/bin/python3";

    private static readonly DistillationRules _afd = new();

    /// <param name="workload">The ring.</param>
    /// <param name="phases">Hears the parts of the AFD step.</param>
    public static IReadOnlyList<IContender> All(Workload workload, PhaseClock phases)
    {
        List<IContender?> all =
        [
            new RingContender(CrossEntropy, workload, new DistillationRules { Method = DistillationMethod.Independent }),
            new RingContender("DML", workload, new DistillationRules { Method = DistillationMethod.Dml }),
            new RingContender(Afd, workload, _afd, phases),
            new RingContender("AFD, last stage only", workload, With(new() { LastStageOnly = true })),
            new RingContender("AFD, every 4th step", workload, With(new() { Every = 4 })),
            new PlainContender("cross entropy, plain loop", workload, adversarial: false),
            new PlainContender("AFD, plain loop", workload, adversarial: true),
            PyTorch("PyTorch, cross entropy", workload, "ce", workers: false),
            PyTorch("PyTorch, AFD", workload, "afd", workers: false),
            PyTorch("PyTorch, AFD, a thread per network", workload, "afd", workers: true),
        ];
        return [.. all.OfType<IContender>()];
    }

    public static PyTorchContender? PyTorch(string name, Workload workload, string method, bool workers) =>
        PyTorchContender.Start(name, Python, workload, method, workers);

    private static DistillationRules With(AdversarialOptions adversarial) => new() { Adversarial = adversarial };
}
