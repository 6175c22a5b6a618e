using AfdMlNet.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace AfdMlNet.Scoring;

/// <summary>A student in ONNX Runtime, for batches of any size. Safe on any thread.</summary>
internal sealed class BatchSession : IDisposable
{
    private static readonly string[] _inputs = [OnnxNames.Image];
    private readonly string[] _outputs;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly long[] _sides;

    /// <param name="model">A model of <see cref="StudentOnnx"/> or a variant of it.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="scores">The output that answers are made of: probabilities or logits.</param>
    /// <exception cref="InvalidOperationException">The device cannot be used.</exception>
    public BatchSession(byte[] model, OnnxDevice device, string scores = OnnxNames.Probabilities)
    {
        _outputs = [scores, OnnxNames.Label];
        using SessionOptions options = device.Options();
        _session = new InferenceSession(model, options);
        _sides = [.. _session.InputMetadata[OnnxNames.Image].Dimensions.Skip(1).Select(side => (long)side)];
        ImageLength = (int)_sides.Aggregate(1L, (product, side) => product * side);
        ClassCount = _session.OutputMetadata[scores].Dimensions[1];
    }

    /// <summary>Numbers in an image.</summary>
    public int ImageLength { get; }

    public int ClassCount { get; }

    /// <summary>Scores the first images of a buffer.</summary>
    /// <param name="images">Image after image; float or byte, as the model's input is.</param>
    /// <param name="count">How many, at least 1.</param>
    public BatchScores Run<T>(T[] images, int count)
        where T : unmanaged
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, images.AsMemory(0, count * ImageLength), [count, .. _sides]);
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_run, _inputs, [input], _outputs);
        return new BatchScores(ClassCount, results[0].GetTensorDataAsSpan<float>().ToArray(),
            results[1].GetTensorDataAsSpan<long>().ToArray());
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}

/// <summary>The answers for a batch.</summary>
/// <param name="ClassCount">How many classes there are.</param>
/// <param name="Scores">Image after image, each a probability, or a logit, for every class.</param>
/// <param name="Labels">The index of the most likely class of each.</param>
internal sealed record BatchScores(int ClassCount, float[] Scores, long[] Labels)
{
    public ReadOnlySpan<float> Of(int row) => Scores.AsSpan(row * ClassCount, ClassCount);
}
