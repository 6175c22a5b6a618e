using AfdMlNet.Events;
using AfdMlNet.Files;
using AfdMlNet.Images;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet;

/// <summary>
/// Scores images with a trained student. It is made of stock ML.NET transformers around an ONNX graph: <c>mlContext.Model.Save</c> writes a
/// model that loads without this library and without torch (a model fitted on encoded bytes needs AfdMlNet.Images to decode them).
/// </summary>
public sealed class AdversarialDistillationTransformer : ITransformer, IDisposable
{
    private readonly byte[] _model;
    private readonly Family _family;
    private readonly StudentScorer _scorer;

    internal AdversarialDistillationTransformer(TrainedRing ring, ScoringChain chain)
        : this(ring.Names[ring.Deployed], ring.Models[ring.Deployed], new Family(ring, chain)) => _family.Adopt(this);

    private AdversarialDistillationTransformer(string name, byte[] model, Family family)
    {
        StudentName = name;
        _model = model;
        _family = family;
        _scorer = new StudentScorer(family.Chain, model);
    }

    /// <summary>The name of the network that scores, or <c>ensemble</c>.</summary>
    public string StudentName { get; }

    /// <summary>The student as <see cref="StudentOnnx"/> writes it.</summary>
    internal byte[] Model => _model;

    /// <summary>The classes, in key order.</summary>
    public IReadOnlyList<string> ClassNames => _family.Ring.ClassNames;

    /// <summary>The shape of the networks' input.</summary>
    public ImageShape Input => _family.Ring.Input;

    /// <summary>
    /// Every student of the ring as a transformer of its own, in ring order. Disposed with the transformer that <c>Fit</c> gave.
    /// </summary>
    public IReadOnlyList<AdversarialDistillationTransformer> Students => _family.Students;

    /// <summary>All students together: the mean of their probabilities. Disposed with the transformer that <c>Fit</c> gave.</summary>
    public AdversarialDistillationTransformer Ensemble => _family.Ensemble;

    /// <summary>How training went.</summary>
    public TrainingHistory History => _family.Ring.History;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>
    /// Writes the student as an ONNX model: input <c>image</c> (N x C x H x W, in the range of the pipeline's pixels: 0 to 255 for images,
    /// RGB), outputs <c>logits</c> and <c>probabilities</c> (N x classes) and <c>label</c> (N, from 0). Normalisation and softmax are
    /// inside; class names and training facts are in the metadata.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path) => AtomicFile.Write(path, stream => stream.Write(_model));

    /// <summary>
    /// Writes the student as an ONNX model in another form: operator set, input of bytes, half precision. Outputs and metadata are those of
    /// <see cref="ExportOnnx(string)"/>.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced once the new one is complete.</param>
    /// <param name="options">The form.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message lists all that are.</exception>
    /// <exception cref="NotSupportedException">A weight is too large for half precision.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] model = OnnxVariant.Of(_model, options);
        AtomicFile.Write(path, stream => stream.Write(model));
    }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _scorer.OutputSchema(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _scorer.Mapper(inputSchema);

    /// <inheritdoc/>
    /// <remarks>
    /// Rows are scored up to 64 at a time: a cursor with <c>Score</c> or <c>PredictedLabel</c> reads that far ahead, beginning with one
    /// row. A model that was saved and loaded is stock ML.NET, which scores row by row.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The image column holds images of another kind than those that the model was fitted on.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _scorer.Transform(input);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _scorer.Save(ctx);

    /// <summary>
    /// Frees the ONNX Runtime sessions: on the transformer that <c>Fit</c> gave, those of all students. Cursors and engines that are open
    /// keep theirs until they are disposed; nothing else is scored afterwards. Saving and exporting still work.
    /// </summary>
    public void Dispose()
    {
        _scorer.Dispose();
        _family.Disposed(this);
    }

    /// <summary>The transformers of one ring; each is made when it is first asked for.</summary>
    private sealed class Family
    {
        private readonly Lazy<IReadOnlyList<AdversarialDistillationTransformer>> _students;
        private readonly Lazy<AdversarialDistillationTransformer> _ensemble;
        private AdversarialDistillationTransformer? _fitted;
        private bool _isDisposed;

        public Family(TrainedRing ring, ScoringChain chain)
        {
            (Ring, Chain) = (ring, chain);
            _students = new(() => [.. ring.Models.Select((model, k) => k == ring.Deployed ? _fitted! : Member(ring.Names[k], model))]);
            _ensemble = new(() => Member("ensemble", EnsembleGraph.From(ring.Models)));
        }

        public TrainedRing Ring { get; }

        public ScoringChain Chain { get; }

        public IReadOnlyList<AdversarialDistillationTransformer> Students => _students.Value;

        public AdversarialDistillationTransformer Ensemble => _ensemble.Value;

        public void Adopt(AdversarialDistillationTransformer fitted) => _fitted = fitted;

        public void Disposed(AdversarialDistillationTransformer transformer)
        {
            if (transformer != _fitted)
                return;
            _isDisposed = true;
            if (_students.IsValueCreated)
            {
                foreach (AdversarialDistillationTransformer student in Students.Where(student => student != _fitted))
                    student.Dispose();
            }

            if (_ensemble.IsValueCreated)
                Ensemble.Dispose();
        }

        // Who asks late gets the networks, to save and export, and no scores.
        private AdversarialDistillationTransformer Member(string name, byte[] model)
        {
            var member = new AdversarialDistillationTransformer(name, model, this);
            if (_isDisposed)
                member.Dispose();
            return member;
        }
    }
}
