using System.Runtime.InteropServices;

namespace AfdMlNet.Training;

/// <summary>What torch says when there is no memory left, in words that help.</summary>
internal static class OutOfMemory
{
    private const int SmallestBatch = 2;

    /// <summary>Whether an error of torch, on the CPU or a GPU, is about memory.</summary>
    public static bool IsIn(ExternalException error) =>
        error.Message.Contains("allocate memory", StringComparison.Ordinal)
            || error.Message.Contains("not enough memory", StringComparison.Ordinal)
        || error.Message.Contains("out of memory", StringComparison.Ordinal);

    // Maps take nearly all of it, and grow with the batch.
    public static InsufficientMemoryException Error(ExternalException error, int batchSize) => new(
        $"There is not enough memory for a batch of {batchSize} images. "
        + (batchSize / 2 >= SmallestBatch
            ? $"Try BatchSize {batchSize / 2}, which takes about half, smaller images or smaller networks."
            : "Try smaller images or smaller networks.")
        + $" torch said: {error.Message.Split('\n')[0]}",
        error);
}
