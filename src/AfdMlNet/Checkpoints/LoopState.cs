using AfdMlNet.Events;

namespace AfdMlNet.Checkpoints;

/// <summary>Where the training loop is: all that it counts. What it trains is kept by the parts.</summary>
internal sealed record LoopState
{
    public static LoopState Start { get; } = new();

    /// <summary>The epoch at hand, from 1; one more than all where training has ended.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>How many of its batches are done.</summary>
    public int Batch { get; init; }

    public long Steps { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>When the epoch began.</summary>
    public TimeSpan EpochBegan { get; init; }

    /// <summary>Of the epoch's time, that within its steps.</summary>
    public TimeSpan Stepping { get; init; }

    /// <summary>Of the epoch's time, that in which training waited for images.</summary>
    public TimeSpan Waiting { get; init; }

    /// <summary>The epochs that are over.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; init; } = [];

    public int EpochsWithoutImprovement { get; init; }

    /// <summary>The accuracy to improve on.</summary>
    public double Reference { get; init; } = double.NegativeInfinity;

    /// <summary>Why training has ended; null where it has not.</summary>
    public StopReason? Ended { get; init; }
}
