using AfdMlNet.Images;
using AfdMlNet.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Scoring;

/// <summary>
/// The stock ML.NET transformers around an ONNX graph, from the image column to <c>Score</c> and <c>PredictedLabel</c>: what is saved needs
/// nothing of this library.
/// </summary>
internal sealed class ScoringChain(
    IHostEnvironment environment,
    DataViewSchema inputSchema,
    ImageColumn image,
    ImageShape shape,
    ImageFit fit,
    LabelKeys labels,
    string scoreColumnName,
    string predictedLabelColumnName,
    OnnxDevice device,
    string temporaryFolder)
{
    /// <summary>Begins the names of columns that a pipeline must not have; all are dropped at the end.</summary>
    internal const string Temporary = "__afd_";

    private const string Pixels = Temporary + "pixels";
    private const string Index = Temporary + "index";

    private readonly Lazy<ITransformer> _toPixels = new(() =>
        ImageSteps.ToPixels(
            MlNetEnvironment.Transforms(environment), image, shape, fit, Pixels, Temporary).Steps.Fit(new SchemaOnlyView(inputSchema)));

    /// <summary>What the chain gives for an input, many rows scored at once.</summary>
    /// <param name="chain">The chain of <see cref="Around"/>.</param>
    /// <param name="session">The same student.</param>
    /// <param name="uses">The users of both.</param>
    /// <param name="input">The rows.</param>
    public IDataView Batched(ITransformer chain, Lazy<BatchSession> session, UseCount uses, IDataView input)
    {
        IDataView stock = chain.Transform(input);
        var scored = new BatchedView.ScoredColumns(stock.Schema[scoreColumnName], stock.Schema[predictedLabelColumnName]);
        return PipelineStep.Over(new BatchedView(stock, _toPixels.Value.Transform(input), Pixels, scored, session, uses));
    }

    /// <exception cref="ArgumentException">
    /// The image column holds images of another kind than those that the model was fitted on.
    /// </exception>
    public void Check(DataViewSchema input)
    {
        if (input.GetColumnOrNull(image.Name) is { } column && !image.Takes(column.Type))
            throw new ArgumentException(
                $"Column '{image.Name}' is {column.Type}; the model was fitted on {image.Content}, and scores no others.");
    }

    /// <summary>The student in ONNX Runtime, where the trainer was told to work.</summary>
    /// <param name="model">The student as <see cref="StudentOnnx"/> writes it.</param>
    public BatchSession Session(byte[] model) => new(model, device);

    /// <summary>The chain around a student.</summary>
    /// <param name="model">The student as <see cref="StudentOnnx"/> writes it.</param>
    public StockScorer Around(byte[] model) => new(
        new GraphFile(() => RowGraph.From(model, Pixels, scoreColumnName, Index, labels.Names), temporaryFolder), ReadFrom);

    private TransformerChain<ColumnSelectingTransformer> ReadFrom(string graph)
    {
        TransformsCatalog transforms = MlNetEnvironment.Transforms(environment);
        (IEstimator<ITransformer> toKey, string[] leftBehind) =
            labels.FromIndex(environment, Index, predictedLabelColumnName, Temporary);
        (IEstimator<ITransformer> toPixels, IReadOnlyList<string> temporaries) =
            ImageSteps.ToPixels(transforms, image, shape, fit, Pixels, Temporary);

        // The chain is fitted on a schema: none of its steps learns anything from rows.
        return toPixels
            .Append(
                transforms.ApplyOnnxModel([scoreColumnName, Index], [Pixels], graph, new Dictionary<string, int[]>(), recursionLimit: 100))
            .Append(toKey)
            .Append(transforms.DropColumns([Pixels, Index, .. leftBehind, .. temporaries]))
            .Fit(new SchemaOnlyView(inputSchema));
    }
}
