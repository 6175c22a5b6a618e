using System.Collections.Concurrent;

namespace AfdMlNet.Images;

/// <summary>
/// Batches of a set of images. What an epoch's batches hold depends on seed, epoch and image alone, so that it can be entered anywhere.
/// </summary>
internal sealed class BatchLoader
{
    private readonly ImageSet _images;
    private readonly int[] _indices;
    private readonly PixelNormalization _normalization;
    private readonly int _batchSize;
    private readonly int _padding;
    private readonly double? _area;
    private readonly bool _flip;
    private readonly int _seed;
    private readonly ConcurrentBag<Batch> _pool = [];

    /// <param name="images">The images; not disposed here.</param>
    /// <param name="indices">Those to load, at least one.</param>
    /// <param name="statistics">Mean and standard deviation per channel, raw units.</param>
    /// <param name="scale">Raw units of a byte.</param>
    /// <param name="augmentation">How images are varied in <see cref="Epoch"/>.</param>
    /// <param name="batchSize">The most images in a batch, at least 1.</param>
    /// <param name="seed">Decides order and variation.</param>
    public BatchLoader(
        ImageSet images,
        int[] indices,
        ChannelStatistics statistics,
        PixelScale scale,
        AugmentationOptions augmentation,
        int batchSize,
        int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfZero(indices.Length, nameof(indices));
        _padding = Variation.Padding(augmentation, images.Shape);
        int side = Math.Min(images.Shape.Width, images.Shape.Height);
        if (_padding < 0 || _padding >= side)
            throw new ArgumentException(
                $"CropPadding is {_padding}; for images of {images.Shape} it can be 0 to {side - 1}.", nameof(augmentation));
        int largest = Math.Min(batchSize, indices.Length);
        if ((long)largest * images.Shape.Length > Array.MaxLength)
            throw new ArgumentException(
                $"A batch of {largest} images of {images.Shape} has more than the {Array.MaxLength} values that one can have: give a "
                    + $"BatchSize of at most {Array.MaxLength / images.Shape.Length}, or smaller images.", nameof(batchSize));
        (_images, _indices, _batchSize, _seed, _area, _flip) =
            (images, indices, batchSize, seed, augmentation.CropArea, augmentation.HorizontalFlip);
        _normalization = new PixelNormalization(statistics, scale);
        LabelledFraction = (double)indices.Count(index => images.Labels[index] != LabelColumn.Missing) / indices.Length;
        BatchesPerEpoch = (indices.Length + batchSize - 1) / batchSize;
    }

    /// <summary>Which part of each batch <see cref="Epoch"/> loads; default all of it. What a batch is of does not depend on it.</summary>
    public BatchPart Part { get; init; } = BatchPart.Whole;

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape => _images.Shape;

    /// <summary>Number of images in an epoch.</summary>
    public int Count => _indices.Length;

    /// <summary>The fraction of an epoch's images that have a label, above 0 to 1.</summary>
    public double LabelledFraction { get; }

    /// <summary>Number of batches that hold each image once.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The shuffled, varied batches of an epoch; their sizes differ by one at most. Prepared ahead on another thread.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="firstBatch">The batch to begin with, from 0.</param>
    /// <param name="cancellation">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The batches, each to be disposed. Leaving the enumeration early ends the other thread.</returns>
    public IEnumerable<Batch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellation = default) =>
        Prefetch.Ahead(Shuffled(epoch, firstBatch), cancellation);

    /// <summary>
    /// The images in their order, not varied, for evaluation; sizes as in <see cref="Epoch"/>. Prepared ahead on another thread.
    /// </summary>
    /// <param name="cancellation">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The batches, each to be disposed.</returns>
    public IEnumerable<Batch> Sequential(CancellationToken cancellation = default) => Prefetch.Ahead(InOrder(), cancellation);

    private IEnumerable<Batch> Shuffled(int epoch, int firstBatch)
    {
        int[] order = [.. _indices];
        new RandomStream(_seed, RandomPurpose.Order, epoch).Shuffle(order);
        for (int batch = firstBatch; batch < BatchesPerEpoch; batch++)
        {
            ArraySegment<int> whole = Whole(order, batch);
            yield return Load(whole[Part.Of(whole.Count)], epoch, whole.Count);
        }
    }

    private IEnumerable<Batch> InOrder()
    {
        for (int batch = 0; batch < BatchesPerEpoch; batch++)
        {
            ArraySegment<int> whole = Whole(_indices, batch);
            yield return Load(whole, epoch: null, whole.Count);
        }
    }

    private ArraySegment<int> Whole(int[] order, int batch) =>
        new ArraySegment<int>(order)[new BatchPart(batch, BatchesPerEpoch).Of(order.Length)];

    private Batch Load(ReadOnlySpan<int> indices, int? epoch, int whole)
    {
        int length = _images.Shape.Length;
        Batch batch = (_pool.TryTake(out Batch? used) ? used : new Batch(_pool, Math.Min(_batchSize, _indices.Length), length))
            .Lend(indices.Length, whole);
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            Variation variation = epoch is { } number
                ? Draw(new RandomStream(_seed, RandomPurpose.Augmentation, number, index))
                : Variation.None;
            Augmentation.Write(_images.Pixels(index), _images.Shape, variation, _normalization, batch.Pixels.AsSpan(i * length, length));
            batch.Labels[i] = _images.Labels[index];
        }

        return batch;
    }

    private Variation Draw(RandomStream random) => _area is { } area
        ? Variation.DrawCrop(area, _flip, _images.Shape, random)
        : Variation.Draw(_padding, _flip, random);
}
