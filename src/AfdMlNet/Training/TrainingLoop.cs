using System.Diagnostics;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Trains a ring over its epochs. Knows neither the losses nor ML.NET.</summary>
internal sealed class TrainingLoop : IDisposable
{
    // Small native objects that only finalizers free fragment the heap: without this, resident memory grows severalfold.
    private const int StepsPerCollection = 20;

    private readonly TrainingPlan _plan;
    private readonly Ring _ring;
    private readonly BatchLoader _training;
    private readonly BatchLoader? _validation;
    private readonly Device _device;
    private readonly Action<TrainingEvent> _emit;
    private readonly DistillationStep _step;
    private readonly StudentWorkers _workers;
    private readonly EpochTerms _terms;
    private readonly BestWeights _best;
    private readonly Stopwatch _clock = new();
    private readonly List<EpochRecord> _epochs = [];
    private long _steps;

    public TrainingLoop(
        TrainingPlan plan,
        Ring ring,
        BatchLoader training,
        BatchLoader? validation,
        Device device,
        int threadsPerStudent,
        Action<TrainingEvent> emit)
    {
        (_plan, _ring, _training, _validation, _device, _emit) = (plan, ring, training, validation, device, emit);
        _step = new DistillationStep(ring, plan.Method, plan.Temperature, plan.TwoForwards && plan.Method.LearnsFromMaps);
        _workers = new StudentWorkers(ring.Count, threadsPerStudent);
        _terms = new EpochTerms(ring, device);
        _best = new BestWeights(ring, plan.KeepBest && validation is not null);
    }

    /// <summary>Trains, and leaves each network at the weights that are kept, in evaluation mode.</summary>
    /// <param name="cancellation">Ends training after the batch at hand.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    /// <exception cref="InvalidOperationException">A loss is not finite.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        _clock.Start();
        StopReason reason = Epochs(cancellation);
        if (_steps == 0)
            cancellation.ThrowIfCancellationRequested();
        _best.Restore();
        foreach (Peer peer in _ring.Peers)
            peer.Network.eval();

        IReadOnlyList<StudentOutcome> outcomes = _best.Outcomes(_epochs);
        IReadOnlyList<string> findings = Findings.Of(_epochs, outcomes, _plan.Method.LearnsFromMaps);
        foreach (string finding in findings)
            _emit(new RunFinding(finding));
        var history = new TrainingHistory(_epochs, outcomes, findings, reason, _clock.Elapsed);
        _emit(new RunEnded(history));
        return history;
    }

    public void Dispose()
    {
        _workers.Dispose();
        _terms.Dispose();
        _best.Dispose();
    }

    private StopReason Epochs(CancellationToken cancellation)
    {
        int withoutImprovement = 0;
        double reference = double.NegativeInfinity;
        for (int epoch = 1; epoch <= _plan.Epochs; epoch++)
        {
            TimeSpan start = _clock.Elapsed;
            if (!TrainEpoch(epoch, cancellation))
                return StopReason.Cancelled;
            double imagesPerSecond = _training.Count / (_clock.Elapsed - start).TotalSeconds;
            double[]? accuracies = _validation is null ? null : Validate(_validation);
            EpochRecord record = _terms.Record(epoch, _clock.Elapsed, imagesPerSecond, accuracies);
            _epochs.Add(record);
            _best.Consider(epoch, accuracies);
            _emit(new EpochEnded(record, _plan.Epochs));

            if (_plan.EarlyStopping is not { } stopping || accuracies is null)
                continue;
            if (accuracies[_plan.Deployed] >= reference + stopping.MinimumImprovement)
                (reference, withoutImprovement) = (accuracies[_plan.Deployed], 0);
            else if (++withoutImprovement >= stopping.Patience)
                return StopReason.EarlyStopping;
        }

        return StopReason.Completed;
    }

    /// <returns>Whether the epoch was finished; false when cancelled.</returns>
    private bool TrainEpoch(int epoch, CancellationToken cancellation)
    {
        foreach (Peer peer in _ring.Peers)
        {
            peer.Network.train();
            Optimizers.SetRates(peer, _plan, epoch);
        }

        _terms.Reset();
        int number = 0;
        foreach (Batch batch in _training.Epoch(epoch, cancellation: CancellationToken.None))
        {
            if (cancellation.IsCancellationRequested)
                return false;
            using (batch)
                Step(batch);
            _emit(new BatchEnded(epoch, ++number, _training.BatchesPerEpoch, _plan.Epochs, _clock.Elapsed));
            if (++_steps % StepsPerCollection == 0)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
                _terms.ThrowIfNotFinite(epoch, number);
            }
        }

        _terms.ThrowIfNotFinite(epoch, number);
        return true;
    }

    private void Step(Batch batch)
    {
        using var scope = NewDisposeScope();
        (Tensor images, Tensor labels) = BatchTensors.Of(batch, _training.Shape, _device);
        try
        {
            _workers.Run(k => _step.Infer(k, images));
            var terms = new StepTerms[_ring.Count];
            _workers.Run(k => terms[k] = _step.Learn(k, labels));
            if (_plan.TwoForwards && _plan.Method.LearnsFromMaps)
            {
                _workers.Run(k => _step.Infer(k, images));
                _workers.Run(k => terms[k] = terms[k].With(_step.LearnFromMaps(k)));
            }

            _workers.Run(k => _terms.Add(k, terms[k], batch.Count));
        }
        finally
        {
            foreach (Peer peer in _ring.Peers)
                peer.Current = null;
            _workers.Release();
        }
    }

    private double[] Validate(BatchLoader validation)
    {
        var correct = new long[_ring.Count];
        long done = 0;
        foreach (Peer peer in _ring.Peers)
            peer.Network.eval();
        foreach (Batch batch in validation.Sequential())
        {
            using (batch)
            using (NewDisposeScope())
            {
                (Tensor images, Tensor labels) = BatchTensors.Of(batch, _training.Shape, _device);
                _workers.Run(k => correct[k] += Correct(k, images, labels));
                _workers.Release();
                done += batch.Count;
                _emit(new StageProgressed("Validating", done, validation.Count));
            }
        }

        return [.. correct.Select(count => (double)count / validation.Count)];
    }

    private long Correct(int k, Tensor images, Tensor labels)
    {
        using var _ = no_grad();
        return _ring[k].Network.forward(images).Logits.argmax(1).eq(labels).sum().ToInt64();
    }
}
