using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Images;

namespace AfdMlNet.Training;

/// <summary>The first half of an offline method: the teacher learns from the labels alone and then stands still.</summary>
internal sealed class TeacherTraining(
    TrainingPlan plan, BatchLoader training, BatchLoader? validation, Action<TrainingEvent> emit, RunCheckpoints? checkpoints = null,
    IProcessGroup? group = null)
{
    /// <param name="teacher">The teacher; frozen afterwards.</param>
    /// <param name="isPretrained">Whether it knows enough already.</param>
    /// <param name="threads">CPU threads.</param>
    /// <param name="cancellation">Ends training.</param>
    /// <returns>What became of it; null where it was trained before.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: there is no student yet to keep.</exception>
    public StudentOutcome? Run(Peer teacher, bool isPretrained, int threads, CancellationToken cancellation)
    {
        // Past that part of the run, its weights come with the ring's.
        StudentOutcome? outcome = checkpoints?.Latest is { TrainsTeacher: false } state ? state.Teacher
            : isPretrained ? null
            : Train(teacher, threads, cancellation);
        teacher.IsFrozen = true;
        return outcome;
    }

    private StudentOutcome Train(Peer teacher, int threads, CancellationToken cancellation)
    {
        // Its owner is the ring that it will teach in.
        var alone = new Ring([teacher]);
        TrainingPlan own = plan with { Method = DistillationMethod.Independent, Deployed = 0 };
        using var loop = new TrainingLoop(
            own, alone, training, validation, threads, Pass, checkpoints is null ? null : new PhaseCheckpoints(checkpoints, TrainsTeacher: true, Teacher: null), group);
        TrainingHistory history = loop.Run(cancellation);
        if (history.StopReason == StopReason.Cancelled)
            throw new OperationCanceledException("Training was ended while the teacher was being trained.", cancellation);
        return history.Students[0];

        void Pass(TrainingEvent happening)
        {
            switch (happening)
            {
                case BatchEnded batch:
                    long total = (long)batch.Batches * batch.Epochs;
                    emit(new StageProgressed($"Training the teacher {teacher.Name}", (batch.Epoch - 1L) * batch.Batches + batch.Batch, total));
                    break;
                case RunResumed resumed:
                    // The epochs are the teacher's alone.
                    emit(resumed with { Epochs = [] });
                    break;
                case RunFinding or CheckpointWritten:
                    emit(happening);
                    break;
            }
        }
    }
}
