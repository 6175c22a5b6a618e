namespace AfdMlNet.Runtime;

/// <summary>
/// Which of a row of equal units are taken and which are free. A span's length stands in its first and in its last unit, so that free
/// neighbours find each other and become one; free spans are chained in no order. The smallest one that will do is taken, the latest freed
/// where several are as small: a training step asks for the same lengths again and again. Nothing here throws or allocates.
/// </summary>
/// <param name="units">All zero at first.</param>
/// <param name="count">How many there are.</param>
internal sealed unsafe class Spans(Spans.Unit* units, int count)
{
    private const int None = -1;

    private int _first = None;

    /// <summary>Units from here on have not been taken yet.</summary>
    public int End { get; private set; }

    /// <summary>How many spans are taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes a span.</summary>
    /// <param name="length">In units, at least 1.</param>
    /// <returns>Its first unit, or -1 where there is no room.</returns>
    public int Take(int length)
    {
        int span = Smallest(length);
        if (span == None && !TryGrow(length, out span))
            return None;
        Unchain(span);
        int left = units[span].Length - length;
        Mark(span, -length);
        if (left > 0)
            Chain(span + length, left);
        Taken++;
        return span;
    }

    /// <summary>Frees a span that was taken.</summary>
    /// <returns>The free span of which it is a part now.</returns>
    public Range GiveBack(int span)
    {
        int length = -units[span].Length;
        Taken--;
        if (span > 0 && units[span - 1].Length is > 0 and var before)
        {
            span -= before;
            length += before;
            Unchain(span);
        }
        if (span + length < End && units[span + length].Length is > 0 and var behind)
        {
            Unchain(span + length);
            length += behind;
        }
        Chain(span, length);
        return new Range(span, span + length);
    }

    /// <summary>The first one of the chain of free spans, or the one after another; default at the end.</summary>
    public Range Free(int? after = null)
    {
        int span = after is { } previous ? units[previous].Next : _first;
        return span == None ? default : new Range(span, span + units[span].Length);
    }

    private int Smallest(int length)
    {
        int best = None;
        for (int span = _first; span != None; span = units[span].Next)
        {
            int found = units[span].Length;
            if (found == length)
                return span;
            if (found > length && (best == None || found < units[best].Length))
                best = span;
        }
        return best;
    }

    /// <summary>Makes a free span of that length at the end, out of the last span where it is free.</summary>
    private bool TryGrow(int length, out int span)
    {
        int last = End > 0 ? Math.Max(units[End - 1].Length, 0) : 0;
        span = End - last;
        if (length > count - span)
            return false;
        if (last > 0)
            Unchain(span);
        End = span + length;
        Chain(span, length);
        return true;
    }

    private void Mark(int span, int length) => units[span].Length = units[span + Math.Abs(length) - 1].Length = length;

    private void Chain(int span, int length)
    {
        Mark(span, length);
        (units[span].Previous, units[span].Next) = (None, _first);
        if (_first != None)
            units[_first].Previous = span;
        _first = span;
    }

    private void Unchain(int span)
    {
        (int previous, int next) = (units[span].Previous, units[span].Next);
        if (next != None)
            units[next].Previous = previous;
        if (previous == None)
            _first = next;
        else
            units[previous].Next = next;
    }

    public struct Unit
    {
        /// <summary>Positive: free. Negative: taken. It holds for a span's first and last unit.</summary>
        public int Length;

        public int Previous;

        public int Next;
    }
}
