using System.Diagnostics;
using AfdMlNet.Distillation;
using AfdMlNet.Runtime;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>The library's own step, as the training loop makes it, on a batch that is there.</summary>
internal sealed class RingContender : IContender
{
    private const int StepsPerCollection = 4;
    private readonly Ring _ring;
    private readonly StudentWorkers _workers;
    private readonly StepRunner _runner;
    private readonly EpochTerms _terms;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly StepBatch[] _batches;
    private long _steps;

    public RingContender(string name, Workload workload, DistillationRules rules, PhaseClock? phases = null, int processes = 1)
    {
        Name = name;
        _ring = workload.Ring(rules);
        (_images, _labels) = (workload.Images(), workload.Labels());
        _batches = [.. _ring.Peers.Select(_ => new StepBatch(_images, _labels, Weight: 1))];
        _workers = StudentWorkers.Of(_ring, ProcessorThreads.Of(null, processes), phases is null ? null : phases.Enter);
        _runner = new StepRunner(_ring, rules, _workers);
        _terms = new EpochTerms(_ring);
    }

    public string Name { get; }

    public double Steps(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            Step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / count;
    }

    public void Dispose()
    {
        _workers.Dispose();
        _terms.Dispose();
        _ring.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }

    private void Step()
    {
        StepTerms[] terms = _runner.Run(_steps, _batches);
        _workers.Run(k => _terms.Add(k, terms[k], (int)_labels.shape[0]));
        _workers.Release();
        if (++_steps % StepsPerCollection == 0)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
