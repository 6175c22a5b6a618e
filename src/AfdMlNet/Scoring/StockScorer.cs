using Microsoft.ML;

namespace AfdMlNet.Scoring;

/// <summary>The stock chain around a student's graph.</summary>
internal sealed class StockScorer : IDisposable
{
    private readonly GraphFile _file;

    /// <param name="file">The graph.</param>
    /// <param name="chain">Makes the chain from the file's path.</param>
    public StockScorer(GraphFile file, Func<string, ITransformer> chain)
    {
        _file = file;
        ITransformer? made = null;
        file.During(path => made = chain(path));
        Chain = made!;
    }

    public ITransformer Chain { get; }

    public void Save(ModelSaveContext context) => _file.During(_ => Chain.Save(context));

    public void Dispose() => (Chain as IDisposable)?.Dispose();
}
