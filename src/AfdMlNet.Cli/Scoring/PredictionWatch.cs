using AfdMlNet.Cli.Data;
using Microsoft.ML;

namespace AfdMlNet.Cli.Scoring;

/// <summary>Keeps what each image was taken for while its row goes by, so that nothing is scored twice.</summary>
internal sealed class PredictionWatch(IReadOnlyList<LabeledImage> images, IReadOnlyList<string> classes)
{
    private readonly Prediction?[] _predictions = new Prediction?[images.Count];

    public IReadOnlyList<Prediction> Predictions => [.. _predictions.OfType<Prediction>()];

    /// <summary>The same rows, watched.</summary>
    public IDataView Over(MLContext context, IDataView scored) => context.Data.FilterByCustomPredicate<Answer>(scored, answer =>
    {
        int best = answer.Score.AsSpan().IndexOf(answer.Score.Max());
        _predictions[answer.Number] = new(images[answer.Number], classes[Math.Max(best, 0)], answer.Score[Math.Max(best, 0)]);
        return false;
    });

    private sealed class Answer
    {
        public int Number { get; set; }
        public float[] Score { get; set; } = [];
    }
}
