using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// Large blocks of memory out of one range of addresses, so that an address tells whether its block is from here. Not for two threads at
/// once.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class BlockRegion
{
    /// <summary>Maps of images are powers of two or a few of them: little is lost to rounding up.</summary>
    public const int UnitBytes = 64 << 10;

    // Address space that can be written to counts as used where the system promises no more memory than it has.
    private const int UnitsPerGrowth = (64 << 20) / UnitBytes;

    private readonly int _count;
    private readonly Spans _spans;
    private int _writable;

    private BlockRegion(byte* start, int count, Spans.Unit* units)
    {
        Start = start;
        _count = count;
        _spans = new Spans(units, count);
    }

    public byte* Start { get; }

    public nuint Bytes => (nuint)_count * UnitBytes;

    /// <summary>How many blocks are taken.</summary>
    public int Taken => _spans.Taken;

    /// <summary>
    /// A region of that size, or null where there are not so many addresses. It takes memory only where blocks are written to, and it
    /// stays.
    /// </summary>
    public static BlockRegion? TryReserve(long bytes)
    {
        if (bytes / UnitBytes is not (< int.MaxValue / 2 and var units))
            return null;
        int count = (int)units;
        nuint tableBytes = (nuint)count * (nuint)sizeof(Spans.Unit);
        byte* table = Libc.Reserve(tableBytes);
        byte* start = table != null && Libc.MakeWritable(table, tableBytes) ? Libc.Reserve((nuint)count * UnitBytes) : null;
        return start == null ? null : new BlockRegion(start, count, (Spans.Unit*)table);
    }

    public bool Holds(void* address) => (nuint)((byte*)address - Start) < Bytes;

    /// <summary>A block that starts a page, or null where there is no room.</summary>
    public byte* Take(nuint bytes)
    {
        if (bytes > Bytes)
            return null;
        int span = _spans.Take((int)((bytes + UnitBytes - 1) / UnitBytes));
        if (span < 0)
            return null;
        if (_spans.End <= _writable || TryGrow())
            return At(span);
        _spans.GiveBack(span);
        return null;
    }

    /// <param name="block">One that was taken.</param>
    /// <param name="keep">Whether its memory stays ours for the next block; else the system gets it.</param>
    public void GiveBack(byte* block, bool keep)
    {
        Range free = _spans.GiveBack((int)((block - Start) / UnitBytes));
        if (!keep)
            Empty(free);
    }

    /// <summary>Gives the memory of all that is free back to the system.</summary>
    public void Empty()
    {
        for (Range free = _spans.Free(); !free.Equals(default); free = _spans.Free(free.Start.Value))
            Empty(free);
    }

    private void Empty(Range units) => Libc.GiveBack(At(units.Start.Value), (nuint)(units.End.Value - units.Start.Value) * UnitBytes);

    private bool TryGrow()
    {
        int upTo = Math.Min(_count, (_spans.End + UnitsPerGrowth - 1) / UnitsPerGrowth * UnitsPerGrowth);
        if (!Libc.MakeWritable(At(_writable), (nuint)(upTo - _writable) * UnitBytes))
            return false;
        _writable = upTo;
        return true;
    }

    private byte* At(int unit) => Start + (long)unit * UnitBytes;
}
