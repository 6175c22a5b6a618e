using System.Diagnostics;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Trains a ring over its epochs. Knows neither the losses nor ML.NET.</summary>
internal sealed class TrainingLoop : IDisposable
{
    // Small native objects that only finalizers free fragment the heap: without this, resident memory grows severalfold.
    private const int StepsPerCollection = 4;

    // On a GPU a look at the figures waits for it.
    private const int StepsPerCheck = 20;

    private readonly TrainingPlan _plan;
    private readonly Ring _ring;
    private readonly BatchLoader _training;
    private readonly Validation? _validation;
    private readonly Device _device;
    private readonly Action<TrainingEvent> _emit;
    private readonly DistillationStep _step;
    private readonly StudentWorkers _workers;
    private readonly EpochTerms _terms;
    private readonly BestWeights _best;
    private readonly Stopwatch _clock = new();
    private readonly Stopwatch _stepping = new();
    private readonly Stopwatch _waiting = new();
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
        (_plan, _ring, _training, _device, _emit) = (plan, ring, training, device, emit);
        _step = new DistillationStep(ring, plan);
        _workers = new StudentWorkers(ring.Count, threadsPerStudent);
        _validation = validation is null ? null : new Validation(ring, plan, validation, _workers, device, emit);
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
            peer.Shipped.eval();

        IReadOnlyList<StudentOutcome> outcomes = _best.Outcomes(_epochs);
        IReadOnlyList<string> findings = Findings.Of(_epochs, outcomes, _plan.Method.IsAdversarial);
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
            IReadOnlyList<StudentEpoch> figures = _terms.Records();
            if (_validation is not null)
                figures = _validation.Measure(figures);
            var record = new EpochRecord(epoch, _clock.Elapsed, imagesPerSecond, figures) { Stepping = _stepping.Elapsed, Waiting = _waiting.Elapsed };
            _epochs.Add(record);
            _best.Consider(epoch, figures);
            _emit(new EpochEnded(record, _plan.Epochs));

            if (_plan.EarlyStopping is not { } stopping || figures[_plan.Deployed].ValidationAccuracy is not { } accuracy)
                continue;
            if (accuracy >= reference + stopping.MinimumImprovement)
                (reference, withoutImprovement) = (accuracy, 0);
            else if (++withoutImprovement >= stopping.Patience)
                return StopReason.EarlyStopping;
        }

        return StopReason.Completed;
    }

    /// <returns>Whether the epoch was finished; false when cancelled.</returns>
    private bool TrainEpoch(int epoch, CancellationToken cancellation)
    {
        double progress = (epoch - 1.0) / _plan.Epochs;
        _step.Weight = RampUp.Weight(progress, _plan.RampUp);
        foreach (Peer peer in _ring.Peers)
        {
            peer.Network.train(!peer.IsFrozen);
            Optimizers.SetRates(peer, _plan, progress);
        }

        _terms.Reset();
        _stepping.Reset();
        _waiting.Restart();
        int number = 0;
        foreach (Batch batch in _training.Epoch(epoch, cancellation: CancellationToken.None))
        {
            _waiting.Stop();
            if (cancellation.IsCancellationRequested)
                return false;
            _stepping.Start();
            using (batch)
                Step(batch);
            _stepping.Stop();
            _emit(new BatchEnded(epoch, ++number, _training.BatchesPerEpoch, _plan.Epochs, _clock.Elapsed));
            if (++_steps % StepsPerCollection == 0)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }

            if (_steps % StepsPerCheck == 0)
                _terms.ThrowIfNotFinite(epoch, number);

            _waiting.Start();
        }

        _waiting.Stop();
        _terms.ThrowIfNotFinite(epoch, number);
        return true;
    }

    private void Step(Batch batch)
    {
        using var scope = NewDisposeScope();
        (Tensor images, Tensor labels) = BatchTensors.Of(batch, _training.Shape, _device);
        bool playsGame = _steps % _plan.Adversarial.Every == 0;
        try
        {
            _workers.Run(k => _step.Infer(k, images, playsGame));
            var terms = new StepTerms[_ring.Count];
            _workers.Share([.. _ring.ByCost.SelectMany(k => _step.Gradients(k, labels, playsGame))]);
            _workers.Run(k => terms[k] = _step.Move(k, labels));
            if (_plan.InfersTwice && playsGame)
            {
                _workers.Run(k => _step.Infer(k, images));
                _workers.Run(k => terms[k] = _step.LearnFromMaps(k) is { } maps ? terms[k].With(maps) : terms[k]);
            }

            _workers.Run(k =>
            {
                _step.End(k);
                _terms.Add(k, terms[k], batch.Count);
            });
        }
        finally
        {
            foreach (Peer peer in _ring.Peers)
                (peer.Current, peer.Teaching) = (null, null);
            _workers.Release();
        }
    }
}
