using Microsoft.ML;

namespace AfdMlNet.Images;

/// <summary>The rows whose images cannot be read: the first ones in words, all of them by number.</summary>
internal sealed class BadRows
{
    /// <summary>How many are told one by one.</summary>
    public const int MostNamed = 20;

    private readonly List<(long Row, Exception Error)> _first = [];
    private readonly SortedDictionary<int, int> _perClass = [];

    /// <summary>How many there are.</summary>
    public int Count => _perClass.Values.Sum();

    /// <summary>How many of each class, those without a label too; only classes that have any.</summary>
    public IReadOnlyDictionary<int, int> PerClass => _perClass;

    /// <summary>The first ones: row, file and reason. There once the reading is over.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>Why the first cannot be read; null where there is none.</summary>
    public Exception? First => _first is [var (_, error), ..] ? error : null;

    /// <summary>Counts a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="label">Its class, from 0.</param>
    /// <param name="error">Why its image cannot be read.</param>
    public void Add(long row, int label, Exception error)
    {
        _perClass[label] = _perClass.GetValueOrDefault(label) + 1;
        if (_first.Count < MostNamed)
            _first.Add((row, error));
    }

    /// <summary>Ends the collection: looks for the names of the files.</summary>
    /// <param name="data">The rows.</param>
    public BadRows In(IDataView data)
    {
        Lines = RowError.Lines(data, [.. _first.OrderBy(bad => bad.Row)]);
        return this;
    }

    /// <summary>The error of a reading that found no other images.</summary>
    public InvalidDataException NoneLeft() => new(Lines is [var only] && Count == 1 ? only : $"No image can be read. {Listed()}", First);

    /// <summary>All of them in words, a line each.</summary>
    public string Listed()
    {
        string more = Count > Lines.Count ? $"\n- and {Count - Lines.Count} more" : "";
        return $"{string.Concat(Lines.Select(line => $"\n- {line}"))}{more}";
    }
}
