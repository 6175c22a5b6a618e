using AfdMlNet.Images;

namespace AfdMlNet.Scoring;

/// <summary>
/// Image files decoded batch by batch on all processors, ahead of whoever scores them. Order is kept, memory is a few batches.
/// </summary>
/// <param name="shape">The size wanted.</param>
/// <param name="fit">What to do with images of another ratio.</param>
/// <param name="batchSize">Images in a batch.</param>
internal sealed class EncodedBatches(ImageShape shape, ImageFit fit, int batchSize)
{
    /// <summary>The batches in order; all but the last are full.</summary>
    /// <param name="files">The image files.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<EncodedBatch> Of(IReadOnlyList<string> files, CancellationToken cancellation) =>
        Prefetch.Ahead(Decoded(files, cancellation), cancellation);

    private IEnumerable<EncodedBatch> Decoded(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        for (int first = 0; first < files.Count; first += batchSize)
        {
            int start = first, count = Math.Min(batchSize, files.Count - first);
            var batch = new EncodedBatch(first, count, new byte[count * shape.Length], new Exception?[count]);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation },
                index => Decode(files[start + index], batch, index));
            yield return batch;
        }
    }

    private void Decode(string file, EncodedBatch batch, int index)
    {
        try
        {
            ImageDecoder.Decode(
                EncodedFile.Read(file), shape.Width, shape.Height, fit, batch.Pixels.AsSpan(index * shape.Length, shape.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            batch.Errors[index] = error;
        }
    }
}

/// <summary>Decoded images.</summary>
/// <param name="First">The place of the first among all files.</param>
/// <param name="Count">How many.</param>
/// <param name="Pixels">Image after image: red, green, blue of each pixel, row by row.</param>
/// <param name="Errors">Why an image could not be decoded, or null.</param>
internal sealed record EncodedBatch(int First, int Count, byte[] Pixels, Exception?[] Errors) : IDisposable
{
    public void Dispose()
    {
    }
}
