using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>What of the loop is kept in a checkpoint, and taken up from one.</summary>
internal sealed partial class TrainingLoop
{
    private void Save()
    {
        if (_checkpoints is null || _steps == 0)
            return;
        // What has gone wrong is not to take the place of what was right.
        _terms.ThrowIfNotFinite(_epoch, _batch);
        using var scope = NewDisposeScope();
        var loop = new LoopState
        {
            Epoch = _epoch,
            Batch = _batch,
            Steps = _steps,
            Elapsed = _clock.Elapsed,
            EpochBegan = _epochBegan,
            Stepping = _stepping.Elapsed,
            Waiting = _waiting.Elapsed,
            Epochs = _epochs,
            EpochsWithoutImprovement = _withoutImprovement,
            Reference = _reference,
            Ended = _ended,
        };
        _checkpoints.Write(loop, [.. _ring.Peers.Select(StateOf)], [.. Tensors()]);
    }

    private StudentState StateOf(Peer peer, int k) => new()
    {
        Images = _terms[k].All,
        ImagesWithMaps = _terms[k].WithMaps,
        KeptEpoch = _best.EpochOf(k),
        KeptAccuracy = _best.AccuracyOf(k),
        AverageSteps = peer.Average?.Steps ?? 0,
        FeatureSteps = ((IStatefulOptimizer)peer.FeatureOptimizer).Steps,
        DiscriminatorSteps = ((IStatefulOptimizer)peer.DiscriminatorOptimizer).Steps,
    };

    private void Resume(CheckpointState state, RunCheckpoints run)
    {
        Check(state);
        RingTensors.Allocate(_ring, run.Holds);
        for (int k = 0; k < _ring.Count; k++)
        {
            StudentState student = state.Students[k];
            _terms[k] = (student.Images, student.ImagesWithMaps);
            _best.Found(k, student.KeptEpoch, student.KeptAccuracy);
            ((IStatefulOptimizer)_ring[k].FeatureOptimizer).Steps = student.FeatureSteps;
            ((IStatefulOptimizer)_ring[k].DiscriminatorOptimizer).Steps = student.DiscriminatorSteps;
            if (_ring[k].Average is { } average)
                average.Steps = student.AverageSteps;
        }

        if (run.File is { } file)
        {
            foreach ((string name, Tensor value) in Tensors())
                file.CopyTo(name, value);
        }

        LoopState loop = state.Loop;
        (_epoch, _batch, _steps, _epochBegan) = (loop.Epoch, loop.Batch, loop.Steps, loop.EpochBegan);
        (_withoutImprovement, _reference, _ended) = (loop.EpochsWithoutImprovement, loop.Reference, loop.Ended);
        _epochs.AddRange(loop.Epochs);
        _clock.Set(loop.Elapsed);
        _stepping.Set(loop.Stepping);
        _waiting.Set(loop.Waiting);
        _emit(new RunResumed(run.Folder, _epoch, _batch, loop.Elapsed) { Epochs = loop.Epochs });
    }

    private void Check(CheckpointState state)
    {
        LoopState loop = state.Loop;
        if (state.Students.Count != _ring.Count || loop.Epoch < 1 || loop.Epoch > _plan.Epochs + 1 || loop.Batch < 0
            || loop.Batch > _training.BatchesPerEpoch || loop.Steps < 0 || loop.Epochs.Count != loop.Epoch - 1
            || loop.Epochs.Any(epoch => epoch.Students.Count != _ring.Count))
            throw new InvalidDataException($"The checkpoint in '{_checkpoints!.Run.Folder}' is at a place where this run cannot be: epoch {loop.Epoch}, batch {loop.Batch}.");
    }

    private IEnumerable<(string Name, Tensor Value)> Tensors() => RingTensors.Of(_ring).Concat(_terms.Tensors()).Concat(_best.Tensors());
}
