using AfdMlNet.Images;
using AfdMlNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet;

/// <summary>
/// Scores images with a trained student. It is made of stock ML.NET transformers around an ONNX graph: <c>mlContext.Model.Save</c> writes a
/// model that loads without this library and without torch (a model fitted on encoded bytes needs AfdMlNet.Images to decode them).
/// </summary>
public sealed class AdversarialDistillationTransformer : ITransformer, IDisposable
{
    internal AdversarialDistillationTransformer() => throw new NotImplementedException();

    /// <summary>The name of the network that scores, or <c>ensemble</c>.</summary>
    public string StudentName => throw new NotImplementedException();

    /// <summary>The classes, in key order.</summary>
    public IReadOnlyList<string> ClassNames => throw new NotImplementedException();

    /// <summary>The shape of the networks' input.</summary>
    public ImageShape Input => throw new NotImplementedException();

    /// <summary>Every student of the ring as a transformer of its own, in ring order. Disposed with this transformer.</summary>
    public IReadOnlyList<AdversarialDistillationTransformer> Students => throw new NotImplementedException();

    /// <summary>All students together: the mean of their probabilities. Disposed with this transformer.</summary>
    public AdversarialDistillationTransformer Ensemble => throw new NotImplementedException();

    /// <summary>How training went.</summary>
    public TrainingHistory History => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>
    /// Writes the student as an ONNX model: input <c>image</c> (N x C x H x W, the pixels' own range, RGB), outputs <c>logits</c>,
    /// <c>probabilities</c> (N x classes) and <c>label</c> (N). Normalisation and softmax are inside.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path) => throw new NotImplementedException();

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => throw new NotImplementedException();

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotImplementedException();

    /// <summary>Frees the ONNX Runtime sessions.</summary>
    public void Dispose() => throw new NotImplementedException();
}
