using System.Runtime.InteropServices;
using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Images;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Trains a ring over its epochs. Knows neither the losses nor ML.NET.</summary>
internal sealed partial class TrainingLoop : IDisposable
{
    // Small native objects that only finalizers free fragment the heap: without this, resident memory grows severalfold.
    private const int StepsPerCollection = 4;

    // On a GPU a look at the figures waits for it.
    private const int StepsPerCheck = 20;

    private readonly TrainingPlan _plan;
    private readonly Ring _ring;
    private readonly BatchLoader _training;
    private readonly Validation? _validation;
    private readonly Action<TrainingEvent> _emit;
    private readonly DistillationStep _step;
    private readonly StudentWorkers _workers;
    private readonly WorkSchedule _playing;
    private readonly WorkSchedule _resting;
    private readonly EpochTerms _terms;
    private readonly BestWeights _best;
    private readonly PhaseCheckpoints? _checkpoints;
    private readonly DataParallel? _parallel;
    private readonly ResumableClock _clock = new();
    private readonly ResumableClock _stepping = new();
    private readonly ResumableClock _waiting = new();
    private readonly List<EpochRecord> _epochs = [];

    // The epoch at hand, from 1, and how many of its batches are done.
    private int _epoch = 1;
    private int _batch;
    private TimeSpan _epochBegan;
    private long _steps;
    private int _withoutImprovement;
    private double _reference = double.NegativeInfinity;
    private StopReason? _ended;

    // The batch at hand, on each network's device.
    private IReadOnlyList<(Tensor Images, Tensor Labels)> _inputs = [];

    public TrainingLoop(
        TrainingPlan plan,
        Ring ring,
        BatchLoader training,
        BatchLoader? validation,
        int threads,
        Action<TrainingEvent> emit,
        PhaseCheckpoints? checkpoints = null,
        IProcessGroup? group = null)
    {
        (_plan, _ring, _training, _emit, _checkpoints) = (plan, ring, training, emit, checkpoints);
        _step = new DistillationStep(ring, plan);
        _workers = StudentWorkers.Of(ring, threads);
        _playing = Schedule(playsGame: true);
        _resting = Schedule(playsGame: false);
        _validation = validation is null ? null : new Validation(ring, plan, validation, _workers, emit, group);
        _terms = new EpochTerms(ring);
        _parallel = group is null ? null : new DataParallel(group, ring, plan.SharedStatistics);
        _best = new BestWeights(ring, plan.KeepBest && validation is not null);
    }

    /// <summary>Trains, and leaves each network at the weights that are kept, in evaluation mode.</summary>
    /// <param name="cancellation">Ends training after the batch at hand.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    /// <exception cref="InvalidOperationException">A loss is not finite.</exception>
    /// <exception cref="InvalidDataException">The checkpoint to go on from is of another ring.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        if (_checkpoints?.Latest is { } state)
            Resume(state, _checkpoints.Run);
        _parallel?.Synchronize(Tensors().Select(tensor => tensor.Value));
        _clock.Start();
        StopReason reason = _ended ?? Epochs(cancellation);
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
        while (_epoch <= _plan.Epochs)
        {
            if (!TrainEpoch(cancellation))
            {
                Save();
                return StopReason.Cancelled;
            }

            double imagesPerSecond = _training.Count / (_clock.Elapsed - _epochBegan).TotalSeconds;
            IReadOnlyList<StudentEpoch> figures = _terms.Records();
            if (_validation is not null)
                figures = _validation.Measure(figures);
            _parallel?.Synchronize(RingTensors.Of(_ring).Select(tensor => tensor.Value));
            var record = new EpochRecord(_epoch, _clock.Elapsed, imagesPerSecond, figures) { Stepping = _stepping.Elapsed, Waiting = _waiting.Elapsed };
            _epochs.Add(record);
            _best.Consider(_epoch, figures);
            _emit(new EpochEnded(record, _plan.Epochs));
            if (HasStalled(figures))
                _ended = StopReason.EarlyStopping;
            else if (_epoch == _plan.Epochs)
                _ended = StopReason.Completed;
            (_epoch, _batch) = (_epoch + 1, 0);
            if (_ended is not null || _checkpoints?.Run.IsDueAfter(_epoch - 1) == true)
                Save();
            if (_ended is { } reason)
                return reason;
        }

        return StopReason.Completed;
    }

    private bool HasStalled(IReadOnlyList<StudentEpoch> figures)
    {
        if (_plan.EarlyStopping is not { } stopping || figures[_plan.Deployed].ValidationAccuracy is not { } accuracy)
            return false;
        if (accuracy < _reference + stopping.MinimumImprovement)
            return ++_withoutImprovement >= stopping.Patience;
        (_reference, _withoutImprovement) = (accuracy, 0);
        return false;
    }

    /// <returns>Whether the epoch was finished; false when cancelled.</returns>
    private bool TrainEpoch(CancellationToken cancellation)
    {
        double progress = (_epoch - 1.0) / _plan.Epochs;
        _step.Weight = RampUp.Weight(progress, _plan.RampUp);
        foreach (Peer peer in _ring.Peers)
        {
            peer.Network.train(!peer.IsFrozen);
            Optimizers.SetRates(peer, _plan, progress);
        }

        if (_batch == 0)
        {
            _terms.Reset();
            _epochBegan = _clock.Elapsed;
            _stepping.Set(TimeSpan.Zero);
            _waiting.Set(TimeSpan.Zero);
        }

        _waiting.Start();
        foreach (Batch batch in _training.Epoch(_epoch, _batch, CancellationToken.None))
        {
            _waiting.Stop();
            if (_parallel?.IsStopping ?? cancellation.IsCancellationRequested)
            {
                batch.Dispose();
                return false;
            }

            _stepping.Start();
            using (batch)
                Step(batch, cancellation);
            _stepping.Stop();
            _emit(new BatchEnded(_epoch, ++_batch, _training.BatchesPerEpoch, _plan.Epochs, _clock.Elapsed));
            if (++_steps % StepsPerCollection == 0)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }

            if (_steps % StepsPerCheck == 0)
                _terms.ThrowIfNotFinite(_epoch, _batch);
            if (_checkpoints?.Run.IsDue == true)
                Save();
            _waiting.Start();
        }

        _waiting.Stop();
        _terms.ThrowIfNotFinite(_epoch, _batch);
        return true;
    }

    private WorkSchedule Schedule(bool playsGame) => _workers.Schedule(_step.Pieces(k => _inputs[k].Images, k => _inputs[k].Labels, playsGame));

    private void Step(Batch batch, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        _inputs = BatchTensors.Of(batch, _training.Shape, _ring);
        bool playsGame = _steps % _plan.Adversarial.Every == 0;
        try
        {
            _workers.Run(playsGame ? _playing : _resting);
            var terms = new StepTerms[_ring.Count];
            _parallel?.Average(_step.Taken, batch.Share);
            _workers.Run(k => terms[k] = _step.Move(k, _inputs[k].Labels));
            if (_plan.InfersTwice && playsGame)
            {
                _workers.Run(k => _step.Infer(k, _inputs[k].Images));
                _workers.Run(_step.CompareMaps);
                _parallel?.Average(_step.Taken, batch.Share);
                _workers.Run(k => terms[k] = _step.MoveByMaps(k) is { } maps ? terms[k].With(maps) : terms[k]);
            }

            _parallel?.Average(terms, batch.Share, cancellation.IsCancellationRequested);

            _workers.Run(k =>
            {
                _step.End(k);
                _terms.Add(k, terms[k], batch.Whole);
            });
        }
        catch (ExternalException error) when (OutOfMemory.IsIn(error))
        {
            throw OutOfMemory.Error(error, batch.Count);
        }
        finally
        {
            foreach (Peer peer in _ring.Peers)
                (peer.Current, peer.Teaching) = (null, null);
            _inputs = [];
            _workers.Release();
        }
    }
}
