using System.Text.Json.Serialization;
using AfdMlNet.Images;

namespace AfdMlNet.Events;

/// <summary>What the training loop says while it runs: the one stream that progress, logs and reports listen to.</summary>
public abstract record TrainingEvent;

/// <summary>The images are read and the networks made: training begins.</summary>
/// <param name="Students">The ring, in order: each teaches the next, the last teaches the first.</param>
/// <param name="DeployedStudent">Index of the student that is deployed.</param>
/// <param name="Method">The method's name.</param>
/// <param name="TrainingImages">Number of images trained on.</param>
/// <param name="ValidationImages">Number of images held back to validate on; 0 without validation.</param>
/// <param name="ClassNames">The classes, in key order.</param>
/// <param name="Input">The shape of the networks' input.</param>
/// <param name="Epochs">Number of epochs planned.</param>
/// <param name="BatchesPerEpoch">Number of batches in an epoch.</param>
/// <param name="Device">The devices that the networks live on, such as <c>cpu</c>, <c>cuda:0</c> or <c>cuda:0, cuda:1</c>.</param>
/// <param name="Threads">CPU threads in all.</param>
/// <param name="Seed">The seed that decides the run.</param>
public sealed record RunStarted(
    IReadOnlyList<StudentInfo> Students,
    int DeployedStudent,
    string Method,
    int TrainingImages,
    int ValidationImages,
    IReadOnlyList<string> ClassNames,
    ImageShape Input,
    int Epochs,
    int BatchesPerEpoch,
    string Device,
    int Threads,
    int Seed) : TrainingEvent
{
    /// <summary>How many processes train together, each on its part of every batch; 1 without others.</summary>
    public int Processes { get; init; } = 1;
}

/// <summary>One network of the ring.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Parameters">Number of trained values in it.</param>
public sealed record StudentInfo(string Name, long Parameters);

/// <summary>A stage before the first epoch or between epochs made progress (reading images, validating).</summary>
/// <param name="Stage">What is going on, such as <c>Reading images</c>.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are, or null where that is not known.</param>
public sealed record StageProgressed(string Stage, long Done, long? Total) : TrainingEvent;

/// <summary>A batch was trained on.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The batch in the epoch, from 1.</param>
/// <param name="Batches">Number of batches in an epoch.</param>
/// <param name="Epochs">Number of epochs planned.</param>
/// <param name="Elapsed">Time since training began.</param>
public sealed record BatchEnded(int Epoch, int Batch, int Batches, int Epochs, TimeSpan Elapsed) : TrainingEvent;

/// <summary>An epoch ended, validation included.</summary>
/// <param name="Record">Its figures.</param>
/// <param name="Epochs">Number of epochs planned.</param>
public sealed record EpochEnded(EpochRecord Record, int Epochs) : TrainingEvent;

/// <summary>The run's state was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Epoch">The epoch at hand, from 1; one more than all where training has ended.</param>
/// <param name="Batch">How many of its batches are done.</param>
public sealed record CheckpointWritten(string Path, int Epoch, int Batch) : TrainingEvent;

/// <summary>Training goes on from a checkpoint.</summary>
/// <param name="Folder">The folder of checkpoints.</param>
/// <param name="Epoch">The epoch at hand, from 1; one more than all where training has ended.</param>
/// <param name="Batch">How many of its batches are done.</param>
/// <param name="Elapsed">Time that training took before.</param>
public sealed record RunResumed(string Folder, int Epoch, int Batch, TimeSpan Elapsed) : TrainingEvent
{
    /// <summary>The epochs that ended before, for who writes down a whole run.</summary>
    [JsonIgnore]
    public IReadOnlyList<EpochRecord> Epochs { get; init; } = [];
}

/// <summary>What oneDNN got right of the convolutions that this process has run on the CPU; said before training ends.</summary>
/// <param name="Shapes">How many shapes of convolutions were tried against double precision.</param>
/// <param name="Wrong">Those that it got wrong, in words: they ran as matrix products.</param>
public sealed record ConvolutionsTried(int Shapes, IReadOnlyList<string> Wrong) : TrainingEvent;

/// <summary>Something about the run that its owner should know, in words.</summary>
/// <param name="Message">The finding.</param>
public sealed record RunFinding(string Message) : TrainingEvent;

/// <summary>Training ended; the students are about to be written.</summary>
/// <param name="History">The whole run.</param>
public sealed record RunEnded(TrainingHistory History) : TrainingEvent;
