using System.Runtime.InteropServices;
using AfdMlNet.Checkpoints;
using AfdMlNet.Convolutions;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>Trains a ring over its epochs. Knows neither the losses nor ML.NET.</summary>
internal sealed class TrainingLoop : IDisposable
{
    // Small native objects that only finalizers free fragment the heap: without this, resident memory grows severalfold.
    private const int StepsPerCollection = 4;

    // Values of a batch from which on a step may take seconds: such steps, and such validations, are left where a stop is asked for.
    private const long LongBatch = 1 << 20;

    // On a GPU a look at the figures waits for it.
    private const int StepsPerCheck = 20;

    private readonly RunContext _run;
    private readonly StudentWorkers _workers;
    private readonly StepRunner _steps;
    private readonly Validation? _validation;
    private readonly DataParallel? _parallel;
    private readonly EpochTerms _terms;
    private readonly BestWeights _best;
    private readonly IReadOnlyList<ICheckpointed> _parts;
    private readonly ResumableClock _clock = new();
    private readonly ResumableClock _stepping = new();
    private readonly ResumableClock _waiting = new();

    private string? _notSaved;

    // Where the loop is: all that it counts, but for what the clocks show.
    private LoopState _at = LoopState.Start;

    public TrainingLoop(RunContext run)
    {
        _run = run;
        _workers = StudentWorkers.Of(run.Ring, run.Threads);
        _parallel = run.Group is null ? null : new DataParallel(run.Group, run.Ring, run.Plan.SharedStatistics);
        _steps = new StepRunner(run.Ring, run.Plan, _workers, _parallel);
        _validation = run.Validation is null ? null : new Validation(run, _workers);
        _terms = new EpochTerms(run.Ring);
        _best = new BestWeights(run.Ring, run.Plan.KeepBest && run.Validation is not null);
        _parts = [.. PeerCheckpoint.Of(run.Ring), _terms, _best];
    }

    /// <summary>Trains, and leaves each network at the weights that are kept, in evaluation mode.</summary>
    /// <param name="cancellation">Ends training: after the batch at hand, or within a large one, which is then taken back.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    /// <exception cref="InvalidOperationException">A loss is not finite.</exception>
    /// <exception cref="InvalidDataException">The checkpoint to go on from is of another ring.</exception>
    /// <exception cref="IOException">A checkpoint before the last cannot be written.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        Resume();
        _parallel?.Synchronize(PhaseCheckpoints.TensorsOf(_parts).Select(tensor => tensor.Value));
        _clock.Start();
        StopReason reason = _at.Ended ?? Epochs(cancellation);
        if (_at.Steps == 0)
            cancellation.ThrowIfCancellationRequested();
        _best.Restore();
        foreach (Peer peer in _run.Ring.Peers)
            peer.Deployed.eval();

        IReadOnlyList<StudentOutcome> outcomes = _best.Outcomes(_at.Epochs);
        IReadOnlyList<string> findings =
            [.. Findings.Of(_at.Epochs, outcomes, _run.Plan.Method.IsAdversarial), .. _notSaved is null ? [] : (string[])[_notSaved]];
        foreach (string finding in findings)
            _run.Emit(new RunFinding(finding));
        // These were said after the first epoch.
        IEnumerable<string> ofTeachers = _at.Epochs.Take(1).SelectMany(epoch => Findings.OfTeachers(_run.Ring, epoch));
        var history = new TrainingHistory(_at.Epochs, outcomes, [.. ofTeachers, .. findings], reason, _clock.Elapsed);
        if (ConvolutionTrial.Verdicts.Count > 0)
            _run.Emit(new ConvolutionsTried(ConvolutionTrial.Verdicts.Count, ConvolutionTrial.Wrong));
        _run.Emit(new RunEnded(history));
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
        while (_at.Epoch <= _run.Plan.Epochs)
        {
            if (!TrainEpoch(cancellation) || !EndEpoch(cancellation))
            {
                SaveLast();
                return StopReason.Cancelled;
            }

            if (_at.Ended is { } reason)
            {
                SaveLast();
                return reason;
            }

            if (_run.Checkpoints?.Run.IsDueAfter(_at.Epoch - 1) == true)
                Save();
        }

        return StopReason.Completed;
    }

    /// <returns>Whether the epoch was finished; false when cancelled.</returns>
    private bool TrainEpoch(CancellationToken cancellation)
    {
        BeginEpoch();
        double weight = RampUp.Weight(Progress, _run.Plan.RampUp);
        _waiting.Start();
        foreach (Batch batch in _run.Training.Epoch(_at.Epoch, _at.Batch, CancellationToken.None))
        {
            _waiting.Stop();
            using (batch)
            {
                if (_parallel?.IsStopping ?? cancellation.IsCancellationRequested)
                    return false;
                _stepping.Start();
                bool isDone = Step(batch, weight, cancellation);
                _stepping.Stop();
                if (!isDone)
                    return false;
            }

            _at = _at with { Batch = _at.Batch + 1, Steps = _at.Steps + 1 };
            _run.Emit(new BatchEnded(_at.Epoch, _at.Batch, _run.Training.BatchesPerEpoch, _run.Plan.Epochs, _clock.Elapsed));
            if (_at.Steps % StepsPerCollection == 0)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }

            if (_at.Steps % StepsPerCheck == 0)
                _terms.ThrowIfNotFinite(_at.Epoch, _at.Batch);
            if (_run.Checkpoints?.Run.IsDue == true)
                Save();
            _waiting.Start();
        }

        _waiting.Stop();
        _terms.ThrowIfNotFinite(_at.Epoch, _at.Batch);
        return true;
    }

    private double Progress => (_at.Epoch - 1.0) / _run.Plan.Epochs;

    private void BeginEpoch()
    {
        foreach (Peer peer in _run.Ring.Peers)
        {
            peer.Network.train(!peer.IsFrozen);
            Optimizers.SetRates(peer, _run.Plan, Progress);
        }

        if (_at.Batch > 0)
            return;
        _terms.Reset();
        _at = _at with { EpochBegan = _clock.Elapsed };
        _stepping.Set(TimeSpan.Zero);
        _waiting.Set(TimeSpan.Zero);
    }

    /// <returns>Whether it was done; false where it was left and taken back.</returns>
    private bool Step(Batch batch, double weight, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        StepUndo? undo = CanBeLeft(_run.Training) ? StepUndo.Of(_run.Ring) : null;
        try
        {
            StepBatch[] batches =
            [
                .. BatchTensors.Of(batch, _run.Training.Shape, _run.Ring)
                    .Select(part => new StepBatch(part.Images, part.Labels, weight, _run.Training.LabelledFraction)),
            ];
            StepTerms[] terms = _steps.Run(
                _at.Steps, batches, batch.Share, undo is null ? CancellationToken.None : cancellation);
            _parallel?.Average(terms, batch.Share, cancellation.IsCancellationRequested);
            _workers.Run(k =>
            {
                _run.Ring[k].UpdateAverage();
                _terms.Add(k, terms[k], batch.Whole);
            });
            return true;
        }
        catch (OperationCanceledException) when (undo is not null)
        {
            undo.TakeBack();
            return false;
        }
        catch (ExternalException error) when (OutOfMemory.IsIn(error))
        {
            throw OutOfMemory.Error(error, batch.Count);
        }
        finally
        {
            _workers.Release();
        }
    }

    // Processes that train together end after the same batch.
    private bool CanBeLeft(BatchLoader loader) =>
        _parallel is null && (long)loader.Count / loader.BatchesPerEpoch * loader.Shape.Length >= LongBatch;

    /// <returns>Whether it was measured; false where a large validation was left.</returns>
    private bool EndEpoch(CancellationToken cancellation)
    {
        double imagesPerSecond = _run.Training.Count / (_clock.Elapsed - _at.EpochBegan).TotalSeconds;
        IReadOnlyList<StudentEpoch> figures = _terms.Records();
        if (_validation is not null)
        {
            bool canBeLeft = CanBeLeft(_run.Validation!);
            try
            {
                figures = _validation.Measure(figures, canBeLeft ? cancellation : CancellationToken.None);
            }
            catch (OperationCanceledException) when (canBeLeft)
            {
                return false;
            }
        }

        _parallel?.Synchronize(PhaseCheckpoints.TensorsOf(PeerCheckpoint.Of(_run.Ring)).Select(tensor => tensor.Value));
        var record = new EpochRecord(_at.Epoch, _clock.Elapsed, imagesPerSecond, figures)
        {
            Stepping = _stepping.Elapsed,
            Waiting = _waiting.Elapsed,
        };
        _best.Consider(_at.Epoch, figures);
        _run.Emit(new EpochEnded(record, _run.Plan.Epochs));
        foreach (string finding in _at.Epoch == 1 ? Findings.OfTeachers(_run.Ring, record) : [])
            _run.Emit(new RunFinding(finding));
        StopReason? ended = HasStalled(figures) ? StopReason.EarlyStopping : _at.Epoch == _run.Plan.Epochs ? StopReason.Completed : null;
        _at = _at with { Epoch = _at.Epoch + 1, Batch = 0, Epochs = [.. _at.Epochs, record], Ended = ended };
        return true;
    }

    private bool HasStalled(IReadOnlyList<StudentEpoch> figures)
    {
        if (_run.Plan.EarlyStopping is not { } stopping || figures[_run.Plan.Deployed].ValidationAccuracy is not { } accuracy)
            return false;
        bool hasImproved = accuracy >= _at.Reference + stopping.MinimumImprovement;
        _at = hasImproved
            ? _at with { Reference = accuracy, EpochsWithoutImprovement = 0 }
            : _at with { EpochsWithoutImprovement = _at.EpochsWithoutImprovement + 1 };
        return _at.EpochsWithoutImprovement >= stopping.Patience;
    }

    private void Save()
    {
        if (_run.Checkpoints is null || _at.Steps == 0)
            return;
        // What has gone wrong is not to take the place of what was right.
        _terms.ThrowIfNotFinite(_at.Epoch, _at.Batch);
        using var scope = NewDisposeScope();
        _at = _at with { Elapsed = _clock.Elapsed, Stepping = _stepping.Elapsed, Waiting = _waiting.Elapsed };
        _run.Checkpoints.Write(_at, _parts);
    }

    /// <summary>At the end: what was learnt is worth more than its checkpoint.</summary>
    private void SaveLast()
    {
        try
        {
            Save();
        }
        catch (IOException error)
        {
            _notSaved = $"The last checkpoint is missing; what was learnt is not. {error.Message}";
        }
    }

    private void Resume()
    {
        if (_run.Checkpoints is not { Latest.Loop: { } stored } checkpoints)
            return;
        Check(stored, checkpoints.Run.Folder);
        checkpoints.Restore(_parts);
        _at = stored;
        _clock.Set(_at.Elapsed);
        _stepping.Set(_at.Stepping);
        _waiting.Set(_at.Waiting);
        _run.Emit(new RunResumed(checkpoints.Run.Folder, _at.Epoch, _at.Batch, _at.Elapsed) { Epochs = _at.Epochs });
    }

    private void Check(LoopState stored, string folder)
    {
        if (stored.Epoch < 1 || stored.Epoch > _run.Plan.Epochs + 1 || stored.Batch < 0 || stored.Batch > _run.Training.BatchesPerEpoch
            || stored.Steps < 0
                || stored.Epochs.Count != stored.Epoch - 1
                || stored.Epochs.Any(epoch => epoch.Students.Count != _run.Ring.Count))
            throw new InvalidDataException(
                $"The checkpoint in '{folder}' is at a place where this run cannot be: epoch {stored.Epoch}, batch {stored.Batch}.");
    }
}
