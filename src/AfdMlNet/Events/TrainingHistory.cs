namespace AfdMlNet.Events;

/// <summary>The record of a run.</summary>
/// <param name="Epochs">One record per epoch that was finished.</param>
/// <param name="Students">The outcome for each student, in ring order.</param>
/// <param name="Findings">What the run's owner should know, in words.</param>
/// <param name="StopReason">Why training ended.</param>
/// <param name="Elapsed">Time from the first batch to the end.</param>
public sealed record TrainingHistory(
    IReadOnlyList<EpochRecord> Epochs,
    IReadOnlyList<StudentOutcome> Students,
    IReadOnlyList<string> Findings,
    StopReason StopReason,
    TimeSpan Elapsed);

/// <summary>What became of one student.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="KeptEpoch">The epoch whose weights were kept, from 1; 0 when training was cancelled within the first epoch.</param>
/// <param name="KeptValidationAccuracy">Accuracy of the kept weights on the validation images, 0 to 1; null without validation.</param>
/// <param name="LastValidationAccuracy">Accuracy after the last epoch on the validation images, 0 to 1; null without validation.</param>
public sealed record StudentOutcome(string Name, int KeptEpoch, double? KeptValidationAccuracy, double? LastValidationAccuracy);

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed = 0,

    /// <summary>Early stopping: the deployed student's validation accuracy had not improved for long enough.</summary>
    EarlyStopping = 1,

    /// <summary>The cancellation token asked for it; the best so far was kept.</summary>
    Cancelled = 2,
}
