using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Images;

namespace AfdMlNet.Training;

/// <summary>What a run works with.</summary>
internal sealed record RunContext
{
    public required TrainingPlan Plan { get; init; }

    public required Ring Ring { get; init; }

    public required BatchLoader Training { get; init; }

    /// <summary>The images to validate on, or this process's part of them; null without validation.</summary>
    public BatchLoader? Validation { get; init; }

    /// <summary>CPU threads in all, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Hears every event.</summary>
    public Action<TrainingEvent> Emit { get; init; } = _ => { };

    /// <summary>Null where no state is kept.</summary>
    public PhaseCheckpoints? Checkpoints { get; init; }

    /// <summary>The processes that train together; null for this one alone.</summary>
    public IProcessGroup? Group { get; init; }
}
