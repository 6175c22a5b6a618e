using AfdMlNet.Images;
using AfdMlNet.Onnx;

namespace AfdMlNet.Scoring;

/// <summary>Image files that many students are tested on: decoded once for all of them where they fit in memory.</summary>
/// <param name="files">The image files.</param>
internal sealed class TestImages(IReadOnlyList<string> files)
{
    private const int BatchSize = 64;
    private const long MemoryLimit = 1L << 30;

    private readonly Dictionary<(ImageShape Shape, ImageFit Fit), IReadOnlyList<EncodedBatch>> _decoded = [];

    /// <summary>The most likely class of each image, in their order, or why an image cannot be scored.</summary>
    /// <param name="model">A model of <see cref="StudentOnnx"/>.</param>
    /// <param name="shape">Its input.</param>
    /// <param name="fit">What it does with images of another ratio.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<(long Label, Exception? Error)> Labels(byte[] model, ImageShape shape, ImageFit fit, CancellationToken cancellation)
    {
        using var session = new BatchSession(OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes }), new OnnxDevice());
        foreach (EncodedBatch batch in Batches(shape, fit, cancellation))
        {
            BatchScores scores = session.Run(batch.Pixels, batch.Count);
            for (int row = 0; row < batch.Count; row++)
                yield return (scores.Labels[row], batch.Errors[row]);
        }
    }

    private IEnumerable<EncodedBatch> Batches(ImageShape shape, ImageFit fit, CancellationToken cancellation)
    {
        if (_decoded.TryGetValue((shape, fit), out IReadOnlyList<EncodedBatch>? kept))
            return kept;
        IEnumerable<EncodedBatch> batches = new EncodedBatches(shape, fit, BatchSize).Of(files, cancellation);
        return (long)files.Count * shape.Length <= MemoryLimit ? _decoded[(shape, fit)] = [.. batches] : batches;
    }
}
