using Parquet;
using Parquet.Schema;

namespace AfdMlNet.Cli.Scoring.Files;

/// <summary>Apache Parquet, in row groups of limited size.</summary>
internal sealed class ParquetScoreFile : ScoreFile
{
    // Numbers of a row group: its rows are fewer the more classes there are.
    private const int GroupNumbers = 1 << 20;

    private readonly IReadOnlyList<string> _classes;
    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;
    private readonly List<string> _images = [];
    private readonly List<string> _labels = [];
    private readonly float[][] _numbers;

    public ParquetScoreFile(Stream stream, IReadOnlyList<string> classes)
    {
        _classes = classes;
        _fields =
        [
            new DataField("path", typeof(string), isNullable: false),
            new DataField("predicted_label", typeof(string), isNullable: false),
            .. classes.Select(ColumnOf).Prepend("probability").Select(name => new DataField(name, typeof(float), isNullable: false)),
        ];
        int rows = Math.Clamp(GroupNumbers / (classes.Count + 1), 1, 1 << 16);
        _numbers = [.. Enumerable.Range(0, classes.Count + 1).Select(_ => new float[rows])];
        _writer = Wait(ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream));
    }

    public override void Write(string image, int label, ReadOnlySpan<float> probabilities)
    {
        int row = _images.Count;
        _images.Add(image);
        _labels.Add(_classes[label]);
        _numbers[0][row] = probabilities[label];
        for (int index = 0; index < probabilities.Length; index++)
            _numbers[index + 1][row] = probabilities[index];
        if (_images.Count == _numbers[0].Length)
            WriteGroup();
    }

    public override void Dispose()
    {
        if (_images.Count > 0)
            WriteGroup();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup()
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        Wait(group.WriteAsync(_fields[0], _images));
        Wait(group.WriteAsync(_fields[1], _labels));
        for (int column = 0; column < _numbers.Length; column++)
            Wait(group.WriteAsync<float>(_fields[column + 2], _numbers[column].AsMemory(0, _images.Count)));
        group.CompleteValidate();
        _images.Clear();
        _labels.Clear();
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
