using System.Text.Json;
using AfdMlNet.Images;
using AfdMlNet.Onnx;
using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace AfdMlNet.Scoring;

/// <summary>
/// Scores many image files in batches, on the CPU and without torch: for a saved model that was trained on encoded images. Images are
/// decoded on all processors ahead of the network. Not for several threads at once.
/// </summary>
public sealed class BulkScorer : IDisposable
{
    internal const int BatchSize = 64;

    /// <summary>The most bytes that a batch of images takes.</summary>
    internal const int MaximumBatchBytes = 1 << 30;

    private readonly BatchSession _session;
    private readonly EncodedBatches _batches;
    private readonly ImageFit _fit;

    /// <param name="model">A model of <see cref="StudentOnnx"/>.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="scores">What answers are made of: probabilities or logits.</param>
    /// <exception cref="InvalidDataException">The model says too little of itself, or takes other images.</exception>
    internal BulkScorer(byte[] model, OnnxDevice device, string scores = OnnxNames.Probabilities)
    {
        ModelProto read = ModelProto.Parser.ParseFrom(model);
        string column = OnnxMetadata.Read(read, OnnxNames.ImageColumn) ?? "unknown";
        if (!column.Equals(nameof(ImageColumnKind.Encoded), StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"The model was trained on images given as {column}, and scoring files in bulk needs one "
                + "trained on encoded images, as those of 'afd train' are.");
        ClassNames = JsonSerializer.Deserialize<string[]>(OnnxMetadata.Read(read, OnnxNames.ClassNames) ?? "[]")!;
        if (!Enum.TryParse(OnnxMetadata.Read(read, OnnxNames.ImageFit), ignoreCase: true, out ImageFit fit) || !Enum.IsDefined(fit))
            throw new InvalidDataException(
                $"The model does not say how images are brought to its size: its metadata has no '{OnnxNames.ImageFit}'.");
        if (read.Graph.Input[0].Type.TensorType.Shape.Dim is not [_, { DimValue: 3 }, { DimValue: > 0 and <= int.MaxValue } height,
            { DimValue: > 0 and <= int.MaxValue } width])
            throw new InvalidDataException("The model's input is not of red, green and blue planes.");
        if (width.DimValue > int.MaxValue / height.DimValue || 3L * BatchSize * width.DimValue * height.DimValue > MaximumBatchBytes)
            throw new InvalidDataException($"The model's input is {width.DimValue}x{height.DimValue}: a batch of {BatchSize} would take "
                + $"more than {MaximumBatchBytes} bytes.");
        (Shape, _fit) = (new ImageShape((int)width.DimValue, (int)height.DimValue), fit);
        _batches = new EncodedBatches(Shape, fit, BatchSize);
        _session = Session(OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes }), device, scores);
        if (ClassNames.Count != _session.ClassCount)
        {
            _session.Dispose();
            throw new InvalidDataException($"The model names {ClassNames.Count} classes and has {_session.ClassCount}.");
        }
    }

    /// <summary>Opens a saved model.</summary>
    /// <param name="path">The .zip or .mlnet file.</param>
    /// <returns>Its scorer, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The file is no such model, or damaged, or it takes other images.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BulkScorer Open(string path) => new(SavedModelGraph.Read(path), new OnnxDevice());

    /// <summary>The same, whose answers are made of logits.</summary>
    internal static BulkScorer OpenLogits(string path) => new(SavedModelGraph.Read(path), new OnnxDevice(), OnnxNames.Logits);

    /// <summary>The classes in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What images are brought to.</summary>
    internal ImageShape Shape { get; }

    /// <summary>An image as the network sees it: red, green, blue of each pixel, row by row.</summary>
    /// <exception cref="InvalidDataException">It cannot be decoded.</exception>
    internal byte[] Decode(ReadOnlySpan<byte> encoded)
    {
        byte[] pixels = new byte[Shape.Length];
        ImageDecoder.Decode(encoded, Shape.Width, Shape.Height, _fit, pixels);
        return pixels;
    }

    /// <summary>Scores images as <see cref="Decode"/> gives them, one after the other.</summary>
    /// <param name="images">The images.</param>
    /// <param name="count">How many, 1 to <see cref="BatchSize"/>.</param>
    internal BatchScores Run(byte[] images, int count) => _session.Run(images, count);

    /// <summary>Scores files in their order.</summary>
    /// <param name="files">The image files.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One answer for each file.</returns>
    public IEnumerable<FileScore> Score(IReadOnlyList<string> files, CancellationToken cancellation = default)
    {
        foreach (EncodedBatch batch in _batches.Of(files, cancellation))
        {
            BatchScores scores = _session.Run(batch.Pixels, batch.Count);
            for (int index = 0; index < batch.Count; index++)
                yield return new FileScore(batch.First + index, batch.Errors[index], scores, index);
        }
    }

    /// <summary>
    /// Finds out where the network looks: how far the probability of a class falls where a part of an image is covered. It takes as long
    /// as fifty images.
    /// </summary>
    /// <param name="encoded">The image as a file: PNG, JPEG, WebP, GIF or BMP.</param>
    /// <param name="label">The index of the class in <see cref="ClassNames"/>.</param>
    /// <returns>The image in cells of an eighth of its sides.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="InvalidDataException">The image cannot be decoded.</exception>
    public OcclusionMap Occlude(ReadOnlySpan<byte> encoded, int label)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)ClassNames.Count, nameof(label));
        return Occlusion.Of(this, encoded, label);
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => _session.Dispose();

    private static BatchSession Session(byte[] model, OnnxDevice device, string scores)
    {
        try
        {
            return new BatchSession(model, device, scores);
        }
        catch (Exception error) when (error is OnnxRuntimeException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The model's ONNX graph cannot be run: {error.Message}", error);
        }
    }
}
