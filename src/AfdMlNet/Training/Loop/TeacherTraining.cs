using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Events;

namespace AfdMlNet.Training;

/// <summary>The first phase of an offline method: the teacher learns from the labels alone and then stands still.</summary>
/// <param name="context">The run that the teacher is trained for.</param>
internal sealed class TeacherTraining(RunContext context)
{
    /// <param name="teacher">The teacher; frozen afterwards.</param>
    /// <param name="isTrained">Whether it knows these classes already.</param>
    /// <param name="cancellation">Ends training.</param>
    /// <returns>What became of it; null where it was trained before.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: there is no student yet to keep.</exception>
    public StudentOutcome? Run(Peer teacher, bool isTrained, CancellationToken cancellation)
    {
        // Past that phase, its weights come with the ring's.
        StudentOutcome? outcome = context.Checkpoints?.Run.Latest is { TrainsTeacher: false } state ? state.Teacher
            : isTrained ? null
            : Train(teacher, cancellation);
        teacher.IsFrozen = true;
        return outcome;
    }

    private StudentOutcome Train(Peer teacher, CancellationToken cancellation)
    {
        RunContext alone = context with
        {
            Plan = context.Plan with { Method = DistillationMethod.Independent, Deployed = 0 },
            // Its owner is the ring that it will teach in.
            Ring = new Ring([teacher]),
            Emit = Emit,
            Checkpoints = context.Checkpoints is null ? null : new PhaseCheckpoints(context.Checkpoints.Run, TrainsTeacher: true),
        };
        using var loop = new TrainingLoop(alone);
        TrainingHistory history = loop.Run(cancellation);
        if (history.StopReason == StopReason.Cancelled)
            throw new OperationCanceledException("Training was ended while the teacher was being trained.", cancellation);
        return history.Students[0];

        void Emit(TrainingEvent trainingEvent)
        {
            switch (trainingEvent)
            {
                case BatchEnded batch:
                    long total = (long)batch.Batches * batch.Epochs;
                    context.Emit(new StageProgressed(
                        $"Training the teacher {teacher.Name}", (batch.Epoch - 1L) * batch.Batches + batch.Batch, total));
                    break;
                case RunResumed resumed:
                    // The epochs are the teacher's alone.
                    context.Emit(resumed with { Epochs = [] });
                    break;
                case RunFinding or CheckpointWritten:
                    context.Emit(trainingEvent);
                    break;
            }
        }
    }
}
