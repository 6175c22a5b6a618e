using System.Collections.Concurrent;

namespace AfdMlNet.Images;

/// <summary>
/// Normalised images with their labels. Whoever takes it disposes it: the arrays then go back to the loader and are filled again.
/// </summary>
internal sealed class Batch : IDisposable
{
    private readonly ConcurrentBag<Batch> _pool;
    private int _lent;

    internal Batch(ConcurrentBag<Batch> pool, int capacity, int imageLength)
    {
        _pool = pool;
        // Pinned, so that torch can read it in place.
        Pixels = GC.AllocateUninitializedArray<float>(checked(capacity * imageLength), pinned: true);
        Labels = GC.AllocateUninitializedArray<long>(capacity, pinned: true);
    }

    /// <summary>Count x height x width x channels; may be longer. Pinned.</summary>
    public float[] Pixels { get; }

    /// <summary>The class of each image, from 0; may be longer. Pinned.</summary>
    public long[] Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count { get; private set; }

    /// <summary>Number of images of the whole batch, of which these are a part where several processes train.</summary>
    public int Whole { get; private set; }

    /// <summary>Which part of it this is.</summary>
    public double Share => (double)Count / Whole;

    /// <summary>Gives the arrays back; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lent, 0) == 1)
            _pool.Add(this);
    }

    internal Batch Lend(int count, int whole)
    {
        (_lent, Count, Whole) = (1, count, whole);
        return this;
    }
}
