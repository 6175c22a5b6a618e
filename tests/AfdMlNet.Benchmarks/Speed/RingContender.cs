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
    private readonly DistillationRules _rules;
    private readonly Ring _ring;
    private readonly DistillationStep _step;
    private readonly StudentWorkers _workers;
    private readonly WorkSchedule _playing;
    private readonly WorkSchedule _resting;
    private readonly EpochTerms _terms;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private long _steps;

    public RingContender(string name, Workload workload, DistillationRules rules, PhaseClock? phases = null, int processes = 1)
    {
        (Name, _rules) = (name, rules);
        _ring = workload.Ring(rules);
        (_images, _labels) = (workload.Images(), workload.Labels());
        _step = new DistillationStep(_ring, rules) { Entered = phases is null ? null : phases.Enter };
        _workers = StudentWorkers.Of(_ring, ProcessorThreads.Of(null, processes));
        _playing = _workers.Schedule(_step.Pieces(_ => _images, _ => _labels));
        _resting = _workers.Schedule(_step.Pieces(_ => _images, _ => _labels, playsGame: false));
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
        var terms = new StepTerms[_ring.Count];
        _workers.Run(_steps % _rules.Adversarial.Every == 0 ? _playing : _resting);
        _workers.Run(k => terms[k] = _step.Move(k, _labels));
        _workers.Run(k => _terms.Add(k, terms[k], (int)_labels.shape[0]));
        foreach (Peer peer in _ring.Peers)
            (peer.Current, peer.Teaching) = (null, null);
        _workers.Release();
        if (++_steps % StepsPerCollection == 0)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
