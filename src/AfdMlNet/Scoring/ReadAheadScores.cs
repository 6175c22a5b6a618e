using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>The pixels of the rows that a cursor has read ahead, and their scores once one is asked for.</summary>
internal sealed class ReadAheadScores(Lazy<BatchSession> session, int rows)
{
    private readonly ExceptionDispatchInfo?[] _errors = new ExceptionDispatchInfo?[rows];
    private ValueGetter<VBuffer<float>>? _pixels;
    private VBuffer<float> _image;
    private float[] _images = [];
    private BatchScores? _scores;

    /// <summary>Takes the pixels' getter; before the first row.</summary>
    public void Open(ValueGetter<VBuffer<float>> pixels) => _pixels = pixels;

    /// <summary>
    /// Keeps the pixels of the row that the cursor is on; an image that cannot be read is an error when its score is asked for.
    /// </summary>
    public void Read(int row)
    {
        _scores = null;
        try
        {
            _pixels!(ref _image);
            if (_images.Length == 0)
                _images = new float[rows * session.Value.ImageLength];
            _image.CopyTo(_images.AsSpan(row * session.Value.ImageLength));
            _errors[row] = null;
        }
        // Whatever reading an image throws.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            _errors[row] = ExceptionDispatchInfo.Capture(error);
        }
    }

    /// <summary>The probabilities of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="count">How many rows there are: they are scored together.</param>
    /// <param name="value">Takes them.</param>
    public void Probabilities(int row, int count, ref VBuffer<float> value)
    {
        ReadOnlySpan<float> probabilities = Scores(row, count).Of(row);
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, probabilities.Length);
        probabilities.CopyTo(editor.Values);
        value = editor.Commit();
    }

    /// <summary>The key of a row's class: keys begin at 1.</summary>
    public uint Key(int row, int count) => (uint)Scores(row, count).Labels[row] + 1;

    private BatchScores Scores(int row, int count)
    {
        _errors[row]?.Throw();
        return _scores ??= session.Value.Run(_images, count);
    }
}
