using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace AfdMlNet;

/// <summary>Trains a ring of networks by online adversarial distillation (AFD, Chung et al., ICML 2020).</summary>
public sealed partial class AdversarialDistillationTrainer : IEstimator<AdversarialDistillationTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;

    internal AdversarialDistillationTrainer(IHostEnvironment environment, Options options)
    {
        _options = options.Copy();
        _host = environment.Register(nameof(AdversarialDistillationTrainer));
    }

    /// <summary>Trains the ring.</summary>
    /// <param name="input">Rows with the label and the image.</param>
    /// <returns>The transformer that scores the deployed student.</returns>
    public AdversarialDistillationTransformer Fit(IDataView input) => throw new NotImplementedException();

    /// <summary>The schema after scoring: the score vector and the predicted key are added.</summary>
    /// <param name="inputSchema">The schema before.</param>
    /// <returns>The schema after.</returns>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => throw new NotImplementedException();
}
