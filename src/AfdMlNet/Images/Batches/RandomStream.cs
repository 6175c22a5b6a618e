namespace AfdMlNet.Images;

/// <summary>What a stream of random numbers is for: each purpose has numbers of its own.</summary>
internal enum RandomPurpose
{
    /// <summary>Which images are held back to validate on.</summary>
    Split = 1,

    /// <summary>The order of the images in an epoch.</summary>
    Order = 2,

    /// <summary>How one image is varied in one epoch.</summary>
    Augmentation = 3,
}

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014), started from what the numbers are for: they depend neither on threads nor on what was drawn
/// before, so that training can go on from any batch.
/// </summary>
internal struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="epoch">The epoch, or another first index.</param>
    /// <param name="index">The image, or another second index.</param>
    public RandomStream(int seed, RandomPurpose purpose, int epoch = 0, int index = 0)
    {
        ulong key = Mix((uint)seed + Golden * (ulong)purpose);
        _state = Mix(key ^ ((ulong)(uint)epoch << 32 | (uint)index));
    }

    /// <summary>A whole number of 64 random bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>
    /// A whole number from 0 to below <paramref name="bound"/>, each equally likely; <paramref name="bound"/> is at least 1.
    /// </summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // Lemire 2019: the rare draws that would favour some values are drawn again.
        ulong high = Math.BigMul(Next(), (ulong)bound, out ulong low);
        if (low < (ulong)bound)
        {
            ulong threshold = (0 - (ulong)bound) % (ulong)bound;
            while (low < threshold)
                high = Math.BigMul(Next(), (ulong)bound, out low);
        }

        return (int)high;
    }

    /// <summary>True or false, each equally likely.</summary>
    public bool NextBool() => Next() >> 63 == 1;

    /// <summary>A number from 0 to below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Brings values into an order of which each is equally likely (Fisher-Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
