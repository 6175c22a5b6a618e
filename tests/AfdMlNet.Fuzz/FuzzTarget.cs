namespace AfdMlNet.Fuzz;

/// <summary>A reader, what it is fed with, and what it may answer.</summary>
public abstract class FuzzTarget
{
    private IReadOnlyList<byte[]>? _corpus;

    /// <summary>The reader's name on the command line and in the table.</summary>
    public abstract string Name { get; }

    /// <summary>Sound inputs, from which the others are made.</summary>
    public IReadOnlyList<byte[]> Corpus => _corpus ??= MakeCorpus();

    /// <summary>An input of the random numbers alone: the same again for the same seed.</summary>
    public byte[] Make(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Mutate(Corpus[random.Next(Corpus.Count)], random);
    }

    /// <summary>Reads all that there is to read, as the library and the tool do.</summary>
    public abstract void Read(byte[] input);

    /// <summary>Whether the reader documents this answer.</summary>
    public abstract bool IsRefusal(Exception exception);

    /// <summary>The most bytes that reading an input may allocate.</summary>
    public virtual long AllocationBound(int length) => (4L << 20) + 100L * length;

    /// <summary>The most native bytes that reading an input may take, beside the limit of every run.</summary>
    public virtual long NativeBound(byte[] input) => 0;

    /// <summary>The most time that reading an input may take, beside the limit of every run.</summary>
    public virtual TimeSpan TimeBound(byte[] input) => TimeSpan.Zero;

    protected abstract IReadOnlyList<byte[]> MakeCorpus();

    protected abstract byte[] Mutate(byte[] sound, Random random);

    /// <summary>Another sound input, to splice with.</summary>
    protected byte[] Other(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Corpus[random.Next(Corpus.Count)];
    }
}
