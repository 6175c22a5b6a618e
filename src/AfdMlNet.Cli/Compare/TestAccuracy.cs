using AfdMlNet.Cli.Data;
using AfdMlNet.Images;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using ImageSet = AfdMlNet.Cli.Data.ImageSet;

namespace AfdMlNet.Cli.Compare;

/// <summary>Measures students on test images, which are decoded once for all runs where they fit in memory.</summary>
internal sealed class TestAccuracy
{
    private const int BatchSize = 64;
    private const long MemoryLimit = 1L << 30;

    private readonly Dictionary<(ImageSet Set, ImageShape Shape, ImageFit Fit), IReadOnlyList<EncodedBatch>> _decoded = [];

    /// <summary>The fraction that each student of the ring has right, in ring order.</summary>
    public IReadOnlyList<double> Of(AdversarialDistillationTransformer ring, ImageSet test, ImageFit fit, CancellationToken cancellation) =>
        [.. ring.Students.Select(student => Of(student, ring, test, fit, cancellation))];

    private double Of(
        AdversarialDistillationTransformer student, AdversarialDistillationTransformer ring, ImageSet test, ImageFit fit,
        CancellationToken cancellation)
    {
        Dictionary<string, int> classes = ring.ClassNames.Select((name, index) => (name, index))
            .ToDictionary(pair => pair.name, pair => pair.index);
        using var session =
            new BatchSession(OnnxVariant.Of(student.Model, new OnnxExportOptions { Input = OnnxInput.Bytes }), new OnnxDevice());
        int right = 0;
        foreach (EncodedBatch batch in Batches(test, ring.Input, fit, cancellation))
        {
            BatchScores scores = session.Run(batch.Pixels, batch.Count);
            for (int row = 0; row < batch.Count; row++)
            {
                LabeledImage image = test.Images[batch.First + row];
                if (batch.Errors[row] is { } error)
                    throw new CliException($"'{image.ImagePath}' cannot be scored: {ErrorText.Of(error).Message}", cause: error);
                if (scores.Labels[row] == classes[image.Label])
                    right++;
            }
        }
        return (double)right / test.Images.Count;
    }

    private IEnumerable<EncodedBatch> Batches(ImageSet test, ImageShape shape, ImageFit fit, CancellationToken cancellation)
    {
        if (_decoded.TryGetValue((test, shape, fit), out IReadOnlyList<EncodedBatch>? kept))
            return kept;
        IEnumerable<EncodedBatch> batches = new EncodedBatches(shape, fit, BatchSize)
            .Of([.. test.Images.Select(image => image.ImagePath)], cancellation);
        return (long)test.Images.Count * shape.Length <= MemoryLimit ? _decoded[(test, shape, fit)] = [.. batches] : batches;
    }
}
