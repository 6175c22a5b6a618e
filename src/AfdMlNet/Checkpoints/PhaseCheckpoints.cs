using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>The checkpoints of one part of a run: the training of an offline method's teacher, or that of the ring.</summary>
/// <param name="Run">All of them.</param>
/// <param name="TrainsTeacher">Which part it is.</param>
/// <param name="Teacher">What became of the teacher before.</param>
internal sealed record PhaseCheckpoints(RunCheckpoints Run, bool TrainsTeacher, StudentOutcome? Teacher)
{
    /// <summary>What this part goes on from; null where it begins.</summary>
    public CheckpointState? Latest => Run.Latest is { } state && state.TrainsTeacher == TrainsTeacher ? state : null;

    public void Write(LoopState loop, IReadOnlyList<StudentState> students, IReadOnlyList<(string Name, Tensor Value)> tensors) => Run.Write(
        new CheckpointState
        {
            TrainsTeacher = TrainsTeacher,
            Teacher = Teacher,
            Loop = loop,
            Students = students,
        },
        tensors);
}
