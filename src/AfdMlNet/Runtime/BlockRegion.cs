namespace AfdMlNet.Runtime;

internal sealed unsafe class BlockRegion
{
    public const int Granule = 64 << 10;
    private readonly byte* _start;
    private readonly int _most;
    private readonly int* _length;
    private readonly int* _next;
    private readonly int* _previous;
    private readonly int _commitStep = (64 << 20) / Granule;
    private int _first = -1;
    private int _top;
    private int _committed;
    public int Live;

    public static bool FirstFit = Environment.GetEnvironmentVariable("POOL_FIT") == "first";

    public BlockRegion(byte* start, long bytes, int* tables)
    {
        _start = start;
        _most = (int)(bytes / Granule);
        _length = tables;
        _next = tables + _most;
        _previous = tables + 2L * _most;
    }

    public byte* Allocate(nuint bytes)
    {
        if (bytes > (nuint)((long)_most * Granule))
            return null;
        int count = (int)((bytes + Granule - 1) / Granule);
        int best = -1;
        for (int span = _first; span >= 0; span = _next[span])
        {
            int length = _length[span];
            if (length < count)
                continue;
            if (best < 0 || (FirstFit ? span < best : length < _length[best] || (length == _length[best] && span < best)))
                best = span;
            if (!FirstFit && length == count)
                break;
        }
        if (best < 0)
        {
            best = _top;
            if (_top > 0 && _length[_top - 1] > 0)
                best = _top - _length[_top - 1];
            if (count > _most - best)
                return null;
            int end = best + count;
            if (end > _committed)
            {
                int upTo = Math.Min(_most, (end + _commitStep - 1) / _commitStep * _commitStep);
                if (Libc.Protect(_start + (long)_committed * Granule, (nuint)(upTo - _committed) * Granule, 3) != 0)
                    return null;
                _committed = upTo;
            }
            if (best < _top)
                Unlink(best);
            _top = end;
            Mark(best, count, used: true);
        }
        else
        {
            int length = _length[best];
            Unlink(best);
            Mark(best, count, used: true);
            if (length > count)
            {
                Mark(best + count, length - count, used: false);
                Link(best + count);
            }
        }
        Live++;
        return _start + (long)best * Granule;
    }

    public void Free(byte* block)
    {
        int span = (int)((block - _start) / Granule);
        int length = -_length[span];
        Live--;
        if (span > 0 && _length[span - 1] > 0)
        {
            int left = _length[span - 1];
            span -= left;
            length += left;
            Unlink(span);
        }
        int right = span + length;
        if (right < _top && _length[right] > 0)
        {
            Unlink(right);
            length += _length[right];
        }
        Mark(span, length, used: false);
        Link(span);
    }

    public long Top => (long)_top * Granule;

    private void Mark(int span, int length, bool used) => _length[span] = _length[span + length - 1] = used ? -length : length;

    private void Link(int span)
    {
        _previous[span] = -1;
        _next[span] = _first;
        if (_first >= 0)
            _previous[_first] = span;
        _first = span;
    }

    private void Unlink(int span)
    {
        int next = _next[span];
        int previous = _previous[span];
        if (next >= 0)
            _previous[next] = previous;
        if (previous >= 0)
            _next[previous] = next;
        else
            _first = next;
    }
}
