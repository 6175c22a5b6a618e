using AfdMlNet.Settings;

namespace AfdMlNet.Checkpoints;

/// <summary>
/// Keeps a run's state in files, so that a run that was stopped or killed goes on where it was: <c>Fit</c> with the same options and images
/// does so by itself, to the same weights, bit for bit, as one that was never stopped. A run that has ended is not trained again:
/// <c>Fit</c> gives its students.
/// </summary>
/// <remarks>
/// A file holds every network, discriminator, optimizer and the best weights so far: about five times the weights of the ring.
/// </remarks>
public sealed class CheckpointOptions
{
    /// <summary>The folder of one run, made where it is missing. One run at a time works in it. No default.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Write one after every so many epochs; default 1, null is not by epochs. At least 1.</summary>
    [Range(AtLeast = 1)]
    public int? EveryEpochs { get; set; } = 1;

    /// <summary>Write one when so much time has passed since the last, within a batch; null (default) is not by time. Above zero.</summary>
    [Range("in seconds; null is not by time", Above = 0)]
    public TimeSpan? EveryTime { get; set; }

    /// <summary>How many of the latest are kept; default 2, so that there is one more where the latest is damaged. At least 1.</summary>
    [Range(AtLeast = 1)]
    public int Keep { get; set; } = 2;

    /// <summary>The checkpoints in a folder, the newest first: a run of the same options and images goes on from there.</summary>
    /// <param name="folder">The folder; none are in one that is missing.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> In(string folder) => CheckpointFolder.NewestFirst(folder);

    /// <summary>
    /// Removes the checkpoints of a folder in which no run is at work, so that the next run begins anew, and the folder where nothing else
    /// is in it.
    /// </summary>
    /// <param name="folder">The folder; where it is missing, there is nothing to do.</param>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be removed.</exception>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            CheckpointFolder.Remove(folder);
    }
}
