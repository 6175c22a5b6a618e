using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>Scores with one student until it is disposed. What has been begun by then is ended; what comes later is refused.</summary>
internal sealed class StudentScorer : IDisposable
{
    internal const string Refusal =
        "This model has been disposed, or the one that Fit gave it with. A PredictionEngine disposes its model when it is disposed itself, "
        + "unless PredictionEngineOptions.OwnsTransformer is false. Keep the model until its last row is scored, or load it from a file "
        + "again.";

    private readonly ScoringChain _chain;
    private readonly Lazy<StockScorer> _stock;
    private readonly Lazy<BatchSession> _session;
    private readonly UseCount _uses;

    public StudentScorer(ScoringChain chain, byte[] model)
    {
        _chain = chain;
        _stock = new(() => chain.Around(model));
        _session = new(() => chain.Session(model));
        _uses = new UseCount(Free, Refusal);
    }

    /// <summary>The schema after scoring; also after <see cref="Dispose"/>.</summary>
    public DataViewSchema OutputSchema(DataViewSchema input)
    {
        _chain.Check(input);
        return _stock.Value.Chain.GetOutputSchema(input);
    }

    /// <exception cref="ObjectDisposedException">It is disposed; so say the rows that are asked for later.</exception>
    public IRowToRowMapper Mapper(DataViewSchema input) => _uses.During(() =>
    {
        _chain.Check(input);
        return new GuardedMapper(_stock.Value.Chain.GetRowToRowMapper(input), _uses);
    });

    /// <exception cref="ObjectDisposedException">It is disposed; so say the cursors that are asked for later.</exception>
    public IDataView Transform(IDataView input) => _uses.During(() =>
    {
        _chain.Check(input.Schema);
        return _chain.Batched(_stock.Value.Chain, _session, _uses, ImageCopies.Of(input));
    });

    /// <summary>Saves the stock chain; also after <see cref="Dispose"/>.</summary>
    public void Save(ModelSaveContext context) => _stock.Value.Save(context);

    public void Dispose() => _uses.Dispose();

    private void Free()
    {
        if (_stock.IsValueCreated)
            _stock.Value.Dispose();
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }
}
