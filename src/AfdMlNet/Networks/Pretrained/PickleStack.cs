namespace AfdMlNet.Networks;

/// <summary>The stack that a pickle works on. Nothing is taken from below the last mark.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];

    public object? Top => _values.Count > Floor ? _values[^1] : throw Short();

    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    public void Push(object? value) => _values.Add(value);

    public object? Pop()
    {
        object? top = Top;
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    /// <summary>The last values, in the order they were pushed.</summary>
    public object?[] Pop(int count)
    {
        if (_values.Count - Floor < count)
            throw Short();
        object?[] values = [.. _values[^count..]];
        _values.RemoveRange(_values.Count - count, count);
        return values;
    }

    public void Mark() => _marks.Add(_values.Count);

    /// <summary>All values since the last mark, and the mark.</summary>
    public object?[] PopMark()
    {
        if (_marks.Count == 0)
            throw Short();
        object?[] values = Pop(_values.Count - Floor);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    private static InvalidDataException Short() => new("Its pickle takes values that are not there.");
}
